import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationState } from "../conversation/conversation.ts";
import { brand } from "../ids.ts";
import type { CategoryKey, DepartmentKey } from "../ids.ts";
import { categoryByKey } from "../organisation/look-up.ts";
import type { Organisation } from "../organisation/organisation.ts";

/**
 * Whose conversation it is: the department that the category of a complaint which is being told belongs to, else the one that has its complaint, else the one
 * that the category of a draft laid aside, or its complaint's, belongs to. Undefined where nothing tells: every department's.
 */
export function departmentFor(
  organisation: Organisation,
  { cursors }: Pick<ConversationState, "cursors">,
  complaint: Complaint | undefined,
): DepartmentKey | undefined {
  const draft = cursors.findLast(({ flow }) => flow === "file_complaint");
  // Asking for a person is done from within what is being told.
  const isTold = draft !== undefined && draft === cursors.findLast(({ flow }) => flow !== "person");
  const drafted = draft?.slots["category"];
  if (complaint?.department !== undefined && !(isTold && drafted !== undefined)) return complaint.department;
  const key = typeof drafted === "string" ? brand<CategoryKey>(drafted) : complaint?.matter.category;
  return key === undefined ? undefined : categoryByKey(organisation, key)?.department;
}
