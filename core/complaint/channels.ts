import { accepted } from "../errors.ts";
import type { Carrier } from "./effect.ts";

/** A chat was linked to the customer's others by a proof: from now on it hears of the complaint and may answer for the customer. */
export const joinChannel: Carrier<"join_channel"> = (complaint, { channel, conversationId, proof }) =>
  accepted({ after: complaint, events: [{ kind: "channel_joined", facts: { channel, conversationId, proof } }] });

/** The link was undone, by whom it was and from which chat the event's door tells. */
export const partChannel: Carrier<"part_channel"> = (complaint, { channel, conversationId }) =>
  accepted({ after: complaint, events: [{ kind: "channel_parted", facts: { channel, conversationId } }] });
