import type { OfferedChoice } from "../channel/outbound.ts";
import type { Prompt } from "../channel/prompt.ts";
import type { ConversationState, Cursor, Offer } from "./conversation.ts";
import { tokenOf } from "./token.ts";

export type About = Offer["about"];

/** Enough to tell an old button from a forged one; the oldest go first. */
const maxOffers = 20;

/** Earlier showings of one question whose buttons are still known. */
const maxFormerly = 20;

/** The offer that a prompt with choices makes. `offerId` is fresh, at most 28 characters of `[A-Za-z0-9.]`; `seq` is its message's place in the conversation. */
export function offerFor(prompt: Prompt, about: About, offerId: string, seq: number): Offer {
  return { id: offerId, seq, choices: [...prompt.choices], about, state: "open" };
}

/** The choices of an offer as buttons carry them, in the order shown. */
export function tokensOf(offer: Offer): readonly OfferedChoice[] {
  return offer.choices.map((choice, index) => ({ token: tokenOf(offer.id, index), label: choice.label }));
}

/**
 * Adds an offer that is being shown. Open offers of the same subject are superseded, and at most 20 are kept. One that only puts the same
 * question again takes the earlier one's place, for the whole state is read and written in every turn.
 */
export function withOffer(state: ConversationState, offer: Offer): ConversationState {
  const repeated = state.offers.find((old) => old.state === "open" && isRepeat(old, offer));
  const earlier = state.offers
    .filter((old) => old !== repeated)
    .map((old) => (old.state === "open" && sameSubject(old.about, offer.about) ? closed(old, "superseded") : old));
  const formerly = repeated === undefined ? [] : [...(repeated.formerly ?? []), repeated.id].slice(-maxFormerly);
  const shown = { ...offer, ...(repeated !== undefined && { formerly, since: repeated.since ?? repeated.seq }) };
  return { ...state, offers: [...earlier, shown].slice(-maxOffers) };
}

/** The offer whose message had the button, where it is still known. */
export function offerNamed(offers: readonly Offer[], id: string): Offer | undefined {
  return offers.find((offer) => offer.id === id || offer.formerly?.includes(id) === true);
}

function isRepeat(old: Offer, offer: Offer): boolean {
  const values = ({ choices }: Offer): string => JSON.stringify(choices.map(({ value }) => value));
  return sameQuestion(old.about, offer.about) && values(old) === values(offer);
}

function closed(offer: Offer, state: "answered" | "superseded"): Offer {
  return { ...offer, state, choices: offer.choices.map(({ value }) => ({ value, label: "" })) };
}

/** Marks every offer of a subject as answered: its buttons are stale from now on. */
export function withAnswered(state: ConversationState, about: About): ConversationState {
  const offers = state.offers.map((offer) =>
    offer.state !== "answered" && sameQuestion(offer.about, about) ? closed(offer, "answered") : offer,
  );
  return { ...state, offers };
}

/** Marks every offer of a flow's steps as answered: the flow is over. Another run of it, about another complaint, is left alone. */
export function withFlowOver(state: ConversationState, { flow, slots }: Cursor): ConversationState {
  const offers = state.offers.map((offer) => {
    const { about } = offer;
    if (about.kind !== "step" || about.flow !== flow) return offer;
    const same = about.complaintId === undefined || about.complaintId === slots["complaintId"];
    return same ? closed(offer, "answered") : offer;
  });
  return { ...state, offers };
}

/** What the question at hand is about. */
export function aboutStep({ flow, step, slots }: Cursor): About {
  const { complaintId } = slots;
  return { kind: "step", flow, step, ...(typeof complaintId === "string" ? { complaintId } : {}) };
}

/** Whether two offers put the very same question, so that the buttons of either answer it. */
export function sameQuestion(one: About, other: About): boolean {
  return questionKey(one) === questionKey(other);
}

/** A flow asks one question at a time, so the newer of its steps takes the place of the older. */
function sameSubject(one: About, other: About): boolean {
  if (one.kind === "step" && other.kind === "step") {
    return one.flow === other.flow && (one.complaintId ?? other.complaintId) === other.complaintId;
  }
  return sameQuestion(one, other);
}

function questionKey(about: About): string {
  switch (about.kind) {
    case "step":
      return `step ${about.flow} ${about.step} ${about.complaintId ?? ""}`;
    case "consent":
      return `consent ${about.complaintId} ${about.round}`;
    case "question":
      return `question ${about.complaintId} ${about.questionId}`;
    case "rating":
      return `rating ${about.complaintId}`;
    case "agent":
      return `agent ${about.agentId}`;
    case "invitation":
      return `invitation ${about.flow}`;
  }
}
