import { planNotice, toldInTurn } from "../delivery/plan-notice.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Change, Notice } from "../complaint/change.ts";
import type { Moment } from "../ports.ts";
import { sayNotice } from "./say-notice.ts";
import type { Audience } from "./say-notice.ts";
import type { CaseworkTools } from "./tools.ts";
import type { WorkDraft } from "./work-draft.ts";

export type { Audience } from "./say-notice.ts";

/**
 * Puts a change and all that follows from it into the draft: the complaint, its history and timers, alerts for staff, and each notice
 * as a message in every conversation that it goes to. A notice that reaches nobody becomes an alert.
 */
export function addChange(
  draft: WorkDraft,
  change: Change,
  audience: Audience,
  tools: CaseworkTools,
  moment: Moment,
): void {
  draft.complaint(change);
  for (const consequence of change.follows) {
    if (consequence.kind === "alert") draft.alert(consequence.alert, { complaintId: change.after.id });
    if (consequence.kind === "notice") addNotice(draft, consequence.notice, change.after, audience, tools, moment);
  }
}

function addNotice(
  draft: WorkDraft,
  notice: Notice,
  complaint: Complaint,
  audience: Audience,
  tools: CaseworkTools,
  moment: Moment,
): void {
  const targets = planNotice(notice, { complaint, ...audience, channels: tools.channels() });
  const isTold = targets.some(({ short }) => !short);
  for (const target of targets) sayNotice(draft, target, { notice, complaint, audience, isTold }, tools, moment);
  const isReached = targets.length > 0 || toldInTurn(audience) || audience.readsHere === true;
  if (!isReached) draft.alert({ kind: "unreached" }, { complaintId: complaint.id });
}
