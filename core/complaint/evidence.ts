import { accepted } from "../errors.ts";
import type { AttachmentId } from "../ids.ts";
import type { Complaint, Evidence } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { firstRefusal, isBlank, staffOf } from "./effect.ts";
import type { Carrier } from "./effect.ts";
import { tooManyFiles } from "./files.ts";

/** Words or files for the complaint, from the customer or gathered by staff; never refused for coming late. */
export const addEvidence: Carrier<"add_evidence"> = (complaint, { words, attachments }, context) => {
  const refusal = firstRefusal(
    [complaint.closing === "merged", "refusal.merged_into_another"],
    [isBlank(words) && attachments.length === 0, "refusal.nothing_said"],
    tooManyFiles(complaint, attachments, context),
  );
  if (refusal !== undefined) return refusal;
  const after = withEvidence(complaint, words, attachments, false, context);
  return accepted({
    after,
    events: [{ kind: "evidence_added", facts: { words: !isBlank(words), files: attachments.length } }],
  });
};

/** A note of staff, never shown to the customer. Whom it mentions is told, save its own author. */
export const note: Carrier<"note"> = (complaint, { words, attachments, mentions = [] }, context) => {
  const refusal = firstRefusal([isBlank(words) && attachments.length === 0, "refusal.nothing_said"]);
  if (refusal !== undefined) return refusal;
  const after = withEvidence(complaint, words, attachments, true, context);
  const told = [...new Set(mentions)].filter((agentId) => agentId !== staffOf(context));
  return accepted({
    after,
    events: [
      {
        kind: "note_added",
        facts: { files: attachments.length, ...(told.length === 0 ? {} : { mentions: told.length }) },
      },
    ],
    follows: told.map((agentId) => ({ kind: "alert", alert: { kind: "mentioned", agentId } })),
  });
};

/**
 * Takes in the words and files of a duplicate. They are for staff alone: whoever filed the duplicate may be another person than this
 * complaint's customer.
 */
export const absorb: Carrier<"absorb"> = (complaint, { from, words, attachments }, context) => {
  const refusal = firstRefusal([from === complaint.id, "refusal.merge_with_itself"]);
  if (refusal !== undefined) return refusal;
  const after = withEvidence(complaint, words, attachments, true, context);
  return accepted({ after, events: [{ kind: "absorbed", facts: { from, files: attachments.length } }] });
};

function withEvidence(
  complaint: Complaint,
  words: string | undefined,
  attachments: readonly AttachmentId[],
  internal: boolean,
  { moment, actor, door }: CommandContext,
): Complaint {
  const said = words === undefined || isBlank(words) ? {} : { words };
  const evidence: Evidence = { id: moment.ids.uuid(), at: moment.now, by: actor, door, ...said, attachments, internal };
  return { ...complaint, evidence: [...complaint.evidence, evidence] };
}
