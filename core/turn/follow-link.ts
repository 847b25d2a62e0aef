import type { WorkDraft } from "../casework/work-draft.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { withGrant } from "../conversation/grants.ts";
import type { Opening } from "../conversation/turn.ts";
import { isOwn, originOf } from "./open-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import { passcodeMark } from "./start-links.ts";
import type { StartLink } from "./start-links.ts";
import type { TurnTools } from "./turn-tools.ts";

/** What the link by which the chat was opened leads to, with the turn that knows it. */
interface Followed {
  readonly turn: OpenTurn;
  readonly opening?: Opening;
}

/**
 * Follows the link by which the customer opened the chat. One to a complaint lets this chat follow it from now on, where its passcode is still the one
 * that the link was made for and no other chat has used the link. Whatever does not hold leads nowhere, and says nothing.
 */
export async function followLink(tools: TurnTools, turn: OpenTurn, draft: WorkDraft): Promise<Followed> {
  const { reply } = turn.inbound;
  const token = reply.kind === "start" ? reply.payload : undefined;
  const link = token === undefined ? undefined : tools.startLinks.read(token, turn.moment.now);
  if (link === undefined) return { turn };
  if (link.kind === "language")
    return tools.organisation.languages.includes(link.language) ? { turn, opening: link } : { turn };
  if (link.kind === "source") {
    const isKnown = tools.organisation.sources.some(({ key }) => key === link.source);
    return isKnown ? { turn, opening: link } : { turn };
  }
  return followToComplaint(tools, turn, draft, link);
}

async function followToComplaint(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  link: Extract<StartLink, { readonly kind: "complaint" }>,
): Promise<Followed> {
  const complaint = await tools.store.complaints.byId(link.complaintId);
  if (complaint === undefined || passcodeMark(complaint) !== link.mark) return { turn };
  if (!(await isFirstHere(tools, turn, link))) return { turn };
  if (!isOwn(turn, complaint)) {
    const { id } = turn.conversation;
    draft.change(id, { state: withGrant(draft.conversation(id).state, complaint) });
  }
  return { turn: withComplaint(turn, complaint), opening: { kind: "complaint", complaintId: complaint.id } };
}

/** The chat that uses a link first has it until it expires; asked in the store, so that every process knows. */
async function isFirstHere(
  { store }: TurnTools,
  turn: OpenTurn,
  { id, expiresAt }: Extract<StartLink, { readonly kind: "complaint" }>,
): Promise<boolean> {
  const { now } = turn.moment;
  const lent = await store.bookmarks.lease(
    `start-link ${id}`,
    originOf(turn),
    now,
    expiresAt.getTime() - now.getTime(),
  );
  return lent !== undefined;
}

function withComplaint(turn: OpenTurn, complaint: Complaint): OpenTurn {
  const { complaints } = turn.facts;
  if (complaints.some(({ id }) => id === complaint.id)) return turn;
  return { ...turn, facts: { ...turn.facts, complaints: [complaint, ...complaints] } };
}
