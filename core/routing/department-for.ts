import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationState, Cursor } from "../conversation/conversation.ts";
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
  const drafted = categoryIn(draft);
  // Asking for a person is done from within what is being told.
  const isTold = drafted !== undefined && draft === cursors.findLast(({ flow }) => flow !== "person");
  if (complaint?.department !== undefined && !isTold) return complaint.department;
  const key = drafted ?? complaint?.matter.category;
  return key === undefined ? undefined : categoryByKey(organisation, key)?.department;
}

function categoryIn(draft: Cursor | undefined): CategoryKey | undefined {
  const category = draft?.slots["category"];
  return typeof category === "string" ? brand<CategoryKey>(category) : undefined;
}
