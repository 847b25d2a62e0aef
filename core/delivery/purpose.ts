import type { Notice } from "../complaint/change.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { brand } from "../ids.ts";
import type { QuestionId } from "../ids.ts";

/** What a message is for, as the outbox records it: `decision.1`, `question.<id>`, `registered` … */
export function purposeOf(notice: Notice): string {
  const detail = detailOf(notice);
  return detail === undefined ? notice.kind : `${notice.kind}.${detail}`;
}

function detailOf(notice: Notice): string | undefined {
  if (notice.kind === "reminder") return `${String(notice.round)}.${String(notice.count)}`;
  if ("round" in notice) return String(notice.round);
  if ("questionId" in notice) return notice.questionId;
  return "remedyId" in notice ? notice.remedyId : undefined;
}

/**
 * The notice that `purpose` names, to be put into words anew. Undefined where it is none of the process, or cannot be told again: passcodes are
 * kept nowhere, and a warning that is void names no day.
 */
export function noticeOf(purpose: string, complaint: Pick<Complaint, "rounds">): Notice | undefined {
  const [kind = "", detail = "", count] = purpose.split(".", 3);
  const round = detail === "2" ? 2 : 1;
  switch (kind) {
    case "under_evaluation":
    case "second_evaluation":
    case "left_open":
    case "closed":
    case "merged":
    case "reopened":
    case "late":
    case "rate":
      return { kind };
    case "question":
      return { kind, questionId: brand<QuestionId>(detail) };
    case "decision":
      return { kind, round };
    case "reminder":
      return { kind, round, count: Number(count ?? "1") };
    case "lapse_warning": {
      const lapsesAt = complaint.rounds.find((each) => each.round === round)?.consent?.lapsesAt;
      return lapsesAt === undefined ? undefined : { kind, round, lapsesAt };
    }
    case "remedy_carried_out":
      return { kind, remedyId: detail };
    default:
      return undefined;
  }
}
