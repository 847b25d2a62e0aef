import { accepted } from "../errors.ts";
import type { Carrier } from "./effect.ts";

/** An agent answers the customer in the conversation from now on. */
export const takeOver: Carrier<"take_over"> = (complaint, { conversationId }) =>
  accepted({ after: complaint, events: [{ kind: "taken_over", facts: { conversationId } }] });

/** The bot answers there again; whether the agent or the customer wanted it the event's actor tells. */
export const giveBack: Carrier<"give_back"> = (complaint, { conversationId }) =>
  accepted({ after: complaint, events: [{ kind: "given_back", facts: { conversationId } }] });

/** Somebody else is to answer there: an agent or a department by name, or whoever is there. */
export const handOn: Carrier<"hand_on"> = (complaint, { conversationId, to, reason }) =>
  accepted({
    after: complaint,
    events: [{ kind: "handed_on", facts: { conversationId, reason, ...(to === undefined ? {} : { to }) } }],
  });

/** Nobody took the conversation over within the limit; the customer was promised somebody by `promisedAt`. */
export const missTakeOver: Carrier<"miss_take_over"> = (complaint, { conversationId, promisedAt }) =>
  accepted({
    after: complaint,
    events: [{ kind: "nobody_came", facts: { conversationId, promisedAt: promisedAt.toISOString() } }],
  });
