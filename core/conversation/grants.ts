import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationState } from "./conversation.ts";

/** Complaints of others that one chat follows at most; the oldest grant goes first. */
const maxGrants = 20;

/** Lets a chat follow a complaint of another customer, for as long as the complaint keeps the passcode that it has now. */
export function withGrant(
  state: ConversationState,
  { id, passcodeHash }: Pick<Complaint, "id" | "passcodeHash">,
): ConversationState {
  const granted = [...state.granted.filter((other) => other !== id), id].slice(-maxGrants);
  const marks = { ...state.grantMarks, [id]: markOf(passcodeHash) };
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
  return granted.includes(id) && grantMarks?.[id] === markOf(passcodeHash);
}

/** The end of a salted hash: differs for every passcode that a complaint ever has. */
function markOf(passcodeHash: string): string {
  return passcodeHash.slice(-16);
}
