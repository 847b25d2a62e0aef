import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { DepartmentKey, PlainDate } from "../../core/ids.ts";
import { categoryByKey } from "../../core/organisation/look-up.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import { demoWords } from "./demo-words.ts";
import type { Act, DemoStory } from "./stories.ts";

/** What staff do in this act, as commands of the staff API. */
export type StaffAct = Exclude<Act, "accept" | "reject" | "answer" | "withdraw" | "merge_into_first">;

/** The commands of one act on the complaint as it stands. `today` is the demo's present day. */
export function staffCommands(
  act: StaffAct,
  story: DemoStory,
  complaint: Complaint,
  organisation: Organisation,
  today: Date,
): readonly StaffCommand[] {
  const words = demoWords[story.language];
  switch (act) {
    case "review":
    case "safety_review":
      return [firstReview(complaint, organisation, act === "safety_review")];
    case "ask":
      return [{ kind: "ask", text: words.question }];
    case "ask_for_sample":
      return [{ kind: "ask_for_sample", what: story.product }];
    case "decide":
      return [decision(story, complaint, today)];
    case "ruling":
      return [
        { kind: "reopen", body: "Consumer arbitration committee", reference: "2026/1187", orders: words.replacement },
      ];
    case "carry_out_remedies":
      return promised(complaint).map((remedyId) => ({ kind: "carry_out_remedy", remedyId }));
  }
}

function firstReview(complaint: Complaint, organisation: Organisation, safety: boolean): StaffCommand {
  const { category } = complaint.matter;
  return {
    kind: "first_review",
    category,
    department: categoryByKey(organisation, category)?.department ?? brand<DepartmentKey>("service"),
    severity: safety ? "high" : "medium",
    safety,
    complexity: "medium",
    impact: safety ? "high" : "low",
    immediateAction: safety,
  };
}

function decision(story: DemoStory, complaint: Complaint, today: Date): StaffCommand {
  const words = demoWords[story.language];
  const isSecond = complaint.rounds.length > 1;
  const by = brand<PlainDate>(new Date(today.getTime() + 20 * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10));
  const remedy = isSecond
    ? ({ kind: "replacement", what: words.replacement } as const)
    : ({ kind: "discount", what: words.discount } as const);
  return {
    kind: "decide",
    decision: isSecond ? "justified" : "partly_justified",
    report: isSecond ? words.secondReport : words.firstReport,
    attachments: [],
    remedies: [{ ...remedy, who: "Sales", by }],
    alternatives: [],
  };
}

function promised({ rounds }: Complaint) {
  return (rounds.at(-1)?.decision?.remedies ?? []).map(({ id }) => id);
}
