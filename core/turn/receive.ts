import type { Inbound } from "../channel/inbound.ts";
import { commitWork } from "../casework/commit-work.ts";
import { createIdentify } from "../casework/identify.ts";
import { createRenewalThrottle } from "../casework/renew-lost.ts";
import { retryOnRace } from "../casework/retry.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import { ConcurrentChange, DuplicateInbound, isStoreDown } from "../errors.ts";
import { momentOf } from "../system.ts";
import { answerInbound } from "./answer-inbound.ts";
import { keepPoisoned } from "./keep-poisoned.ts";
import { atKnownNumber } from "./number-holder.ts";
import { openTurn } from "./open-turn.ts";
import { createSerialiser } from "./serialise.ts";
import type { TurnTools } from "./turn-tools.ts";

/** How a message ended: it had its effect now, or had it before. */
export type Received = "answered" | "duplicate" | "kept_with_fault";

export type Receive = (inbound: Inbound) => Promise<Received>;

/**
 * The one way by which a customer's message enters. Resolves when the message, all that it caused and all answers are committed
 * together; only then may the door acknowledge it. Messages of one address are taken one after another; rivals in other processes are
 * met by the version check. A fault of the store is thrown (the platform will deliver again); a fault of our own making is kept with the
 * message, and the customer is told that a person will look.
 */
export function createReceive(tools: CaseworkTools & Pick<TurnTools, "report" | "startLinks">): Receive {
  const serialise = createSerialiser();
  const renewals = createRenewalThrottle(tools.store.throttles);
  const turnTools: TurnTools = { ...tools, identify: createIdentify(tools), renewals };

  return (inbound) => serialise(laneOf(inbound), () => retryOnRace(() => receiveOnce(turnTools, inbound)));
}

/** The address; all addresses at one number share a lane, so that the first messages on two channels find each other's record. */
function laneOf({ address: { channel, externalId }, phone }: Inbound): string {
  return phone === undefined ? `${channel} ${externalId}` : `number ${phone}`;
}

async function receiveOnce(tools: TurnTools, inbound: Inbound): Promise<Received> {
  const facts = await tools.store.readTurn(inbound.address, inbound.externalId);
  if (facts.duplicate) return duplicate(tools, inbound);
  const moment = momentOf(tools);
  const opened = openTurn(tools, moment, inbound, await atKnownNumber(tools.store, inbound, facts));
  try {
    await commitWork(tools, await answerInbound(tools, opened));
    return "answered";
  } catch (error) {
    if (error instanceof DuplicateInbound) return duplicate(tools, inbound);
    if (error instanceof ConcurrentChange || isStoreDown(error)) throw error;
    tools.report(error, { conversationId: opened.conversation.id });
    return keepOrDuplicate(tools, opened, error);
  }
}

async function keepOrDuplicate(
  tools: TurnTools,
  opened: ReturnType<typeof openTurn>,
  error: unknown,
): Promise<Received> {
  try {
    await commitWork(tools, keepPoisoned(tools, opened, error));
    return "kept_with_fault";
  } catch (second) {
    if (second instanceof DuplicateInbound) return duplicate(tools, opened.inbound);
    throw second;
  }
}

/** The message had its effect before; its source has nevertheless been read so far, which the earlier commit may not have known. */
async function duplicate({ store }: TurnTools, { bookmark }: Inbound): Promise<"duplicate"> {
  if (bookmark !== undefined) await store.bookmarks.advance(bookmark.key, bookmark.value);
  return "duplicate";
}
