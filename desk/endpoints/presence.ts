import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";

/** Telling others that one is there. */
export function presenceEndpoints({ store }: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Live",
      access: "complaint.read",
      method: "POST",
      path: "/api/v1/presence",
      summary: "Tell every open window that one looks at something, writes, or has left; nothing is kept",
      body: z.object({
        about: z.object({ kind: z.enum(["complaint", "conversation"]), id: z.uuid() }),
        doing: z.enum(["looking", "writing", "left"]),
      }),
      success: { status: 204 },
      handle: async ({ body }, { agent }) => {
        store.tell({ ...body, who: { kind: "agent", agentId: agent.id } });
        return { value: undefined };
      },
    }),
  ];
}
