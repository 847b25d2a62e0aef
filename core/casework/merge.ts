import type { Complaint } from "../complaint/complaint.ts";
import type { Commands } from "../complaint/effect.ts";
import { handle } from "../complaint/handle.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { ComplaintId } from "../ids.ts";
import { momentOf } from "../system.ts";
import { addChange } from "./add-change.ts";
import { commandContext } from "./carry-out.ts";
import type { DraftedCommand, GivenBy } from "./carry-out.ts";
import { loadAudience } from "./load-audience.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/** All that merging the duplicate into the first complaint would write: both change in one commit, or neither. */
export async function draftMerge(
  tools: CaseworkTools,
  duplicateId: ComplaintId,
  firstId: ComplaintId,
  by: GivenBy,
): Promise<Result<DraftedCommand>> {
  const [duplicate, first] = await Promise.all([
    tools.store.complaints.byId(duplicateId),
    tools.store.complaints.byId(firstId),
  ]);
  if (duplicate === undefined) return refused("refusal.complaint_unknown");
  if (by.seen !== undefined && by.seen !== duplicate.version) return refused("refusal.changed_meanwhile");
  if (first === undefined || first.id === duplicate.id) return refused("refusal.merge_target_unknown");
  const moment = momentOf(tools);
  const context = (complaint: Complaint) => commandContext(tools, moment, by, complaint.language);
  const leaving = handle(duplicate, { kind: "merge", into: first.id, intoNumber: first.number }, context(duplicate));
  if (!leaving.ok) return leaving;
  const taking = handle(first, { kind: "absorb", from: duplicate.id, ...matterOf(duplicate) }, context(first));
  if (!taking.ok) return taking;
  const draft = draftWork(moment);
  addChange(draft, leaving.value, await loadAudience(tools, duplicate), tools, moment);
  addChange(draft, taking.value, await loadAudience(tools, first), tools, moment);
  return accepted({ after: leaving.value.after, work: draft.work() });
}

/** All that the duplicate's customer has said and sent of the matter, then and since. */
function matterOf({ matter, evidence }: Complaint): Pick<Commands["absorb"], "words" | "attachments"> {
  const open = evidence.filter(({ internal }) => !internal);
  return {
    words: [matter.description, ...open.flatMap(({ words }) => words ?? [])].join("\n\n"),
    attachments: open.flatMap(({ attachments }) => attachments),
  };
}
