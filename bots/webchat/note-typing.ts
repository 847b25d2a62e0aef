import { z } from "zod";
import type { Address } from "../../core/channel/address.ts";
import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import type { Ids } from "../../core/ports.ts";
import { fresh } from "./answer.ts";
import { admit } from "./door.ts";
import type { Door } from "./door.ts";

/** What showing that the customer writes stands on; unset `noteTyping`: nobody wants to know. */
export interface TypingTools {
  readonly door: Door;
  readonly ids: Ids;
  /** Shows to whoever has the conversation that its customer is writing. */
  readonly noteTyping?: (from: Address) => Promise<void>;
}

const typingSchema = z.object({ type: z.literal("typing") });

/** Whether a posted activity says no more than that the visitor is writing, and somebody wants to know. */
export function isTypingNotice({ noteTyping }: TypingTools, { body }: HttpRequest): boolean {
  return noteTyping !== undefined && typingSchema.safeParse(body).success;
}

/** Tells that the visitor is writing. It is kept nowhere, and does not count as a message. */
export async function takeTyping({ door, ids, noteTyping }: TypingTools, request: HttpRequest): Promise<HttpResponse> {
  const admitted = await admit(door, request, "callsPerVisitor");
  if (!admitted.ok) return admitted.answer;
  const { visitorId, conversationId } = admitted.visitor;
  await noteTyping?.({ channel: "webchat", externalId: visitorId });
  return fresh(200, { id: `${conversationId}|t.${ids.uuid()}` });
}
