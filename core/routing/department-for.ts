import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationState } from "../conversation/conversation.ts";
import { brand } from "../ids.ts";
import type { CategoryKey, DepartmentKey } from "../ids.ts";
import { categoryByKey } from "../organisation/look-up.ts";
import type { Organisation } from "../organisation/organisation.ts";

/**
 * Whose conversation it is: the department that has its complaint, else the one that its complaint's category, or that of a draft in it, belongs to. Undefined
 * where nothing tells: every department's.
 */
export function departmentFor(
  organisation: Organisation,
  { cursors }: Pick<ConversationState, "cursors">,
  complaint: Complaint | undefined,
): DepartmentKey | undefined {
  if (complaint?.department !== undefined) return complaint.department;
  const drafted = cursors.findLast(({ flow }) => flow === "file_complaint")?.slots["category"];
  const key = typeof drafted === "string" ? brand<CategoryKey>(drafted) : complaint?.matter.category;
  return key === undefined ? undefined : categoryByKey(organisation, key)?.department;
}
