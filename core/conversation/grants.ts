import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationState } from "./conversation.ts";

/** Complaints of others that one chat follows at most; the oldest grant goes first. */
const maxGrants = 20;

/**
 * What a grant was given for. `passcode`: somebody in the chat knew it. `sent`: the passcode was sent there, to a number that may be anybody's,
 * so that the chat may follow the complaint, and not decide for its customer.
 */
export type GrantedFor = "passcode" | "sent";

/** Begins the mark of a grant that was given because the passcode was sent to the chat. */
const sentMark = "sent ";

/** Lets a chat follow a complaint of another customer, for as long as the complaint keeps the passcode that it has now. */
export function withGrant(
  state: ConversationState,
  { id, passcodeHash }: Pick<Complaint, "id" | "passcodeHash">,
  grantedFor: GrantedFor = "passcode",
): ConversationState {
  const granted = [...state.granted.filter((other) => other !== id), id].slice(-maxGrants);
  // Whoever has shown once that the complaint is theirs need not show it again for a passcode that is sent to them.
  const isKnown = state.grantMarks?.[id]?.startsWith(sentMark) === false;
  const mark = grantedFor === "passcode" || isKnown ? markOf(passcodeHash) : sentMark + markOf(passcodeHash);
  const marks = { ...state.grantMarks, [id]: mark };
  const grantMarks = Object.fromEntries(
    granted.flatMap((each) => (marks[each] === undefined ? [] : [[each, marks[each]]])),
  );
  return { ...state, granted, grantMarks };
}

/** Whether the chat was granted the complaint by the passcode that is in force: a new one shuts out whoever knew the old. */
export function isGranted(
  { granted, grantMarks }: Pick<ConversationState, "granted" | "grantMarks">,
  { id, passcodeHash }: Pick<Complaint, "id" | "passcodeHash">,
): boolean {
  const mark = markOf(passcodeHash);
  return granted.includes(id) && [mark, sentMark + mark].includes(grantMarks?.[id] ?? "");
}

/** Whether somebody in the chat has shown that they know the passcode in force, so that the chat may decide for the complaint's customer. */
export function isOpenedByPasscode(
  { granted, grantMarks }: Pick<ConversationState, "granted" | "grantMarks">,
  { id, passcodeHash }: Pick<Complaint, "id" | "passcodeHash">,
): boolean {
  return granted.includes(id) && grantMarks?.[id] === markOf(passcodeHash);
}

/** The chat follows none of `complaints` any more by a grant. */
export function withoutGrants(
  state: ConversationState,
  complaints: readonly Pick<Complaint, "id">[],
): ConversationState {
  const gone = new Set<string>(complaints.map(({ id }) => id));
  const granted = state.granted.filter((id) => !gone.has(id));
  const { grantMarks = {}, ...rest } = state;
  const marks = Object.fromEntries(Object.entries(grantMarks).filter(([id]) => !gone.has(id)));
  return { ...rest, granted, grantMarks: marks };
}

/** The end of a salted hash: differs for every passcode that a complaint ever has. */
function markOf(passcodeHash: string): string {
  return passcodeHash.slice(-16);
}
