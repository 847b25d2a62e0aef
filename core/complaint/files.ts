import type { AttachmentId } from "../ids.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";

/** Files that came to the complaint as evidence or with answers, without those of staff's own notes. */
function filesOf(complaint: Pick<Complaint, "evidence" | "questions">): readonly AttachmentId[] {
  const evidence = complaint.evidence.filter(({ internal }) => !internal).flatMap(({ attachments }) => attachments);
  return [...evidence, ...complaint.questions.flatMap(({ answer }) => answer?.attachments ?? [])];
}

/** A check that refuses more files than the organisation lets one complaint carry. */
export function tooManyFiles(
  complaint: Complaint,
  more: readonly AttachmentId[],
  { policy }: CommandContext,
): readonly [boolean, TextKey, TextArgs] {
  const count = filesOf(complaint).length + more.length;
  return [more.length > 0 && count > policy.maxFiles, "refusal.too_many_files", { max: policy.maxFiles }];
}
