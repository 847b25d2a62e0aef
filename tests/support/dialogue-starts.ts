import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { ComplaintId, QuestionId, TrackingNumber } from "../../core/ids.ts";
import { decision, filed, registration, review, staff, system } from "./complaints.ts";
import type { Story } from "./complaints.ts";
import { openDialogue } from "./dialogue.ts";
import type { Dialogue, DialogueSetting } from "./dialogue.ts";

/** Long enough to be known for a complaint. */
export const story = "The resin arrived hardened and cannot be used at all";

const agent = staff("agent-1");

/** The first or second complaint of the dialogue's customer, just registered. */
export function running(index: 1 | 2 = 1): Story {
  return filed({
    registration: {
      ...registration,
      id: brand<ComplaintId>(`complaint-${index}`),
      number: brand<TrackingNumber>(`555000000${index}`),
      matter: { ...registration.matter, description: index === 1 ? "Hardened resin" : "Late delivery" },
    },
  });
}

/** A complaint whose first decision waits for an answer. */
export function decided(index: 1 | 2 = 1): Complaint {
  return running(index).then(review, agent).then(decision, agent).then({ kind: "told", round: 1 }, system).complaint;
}

/** A complaint with a question of staff. */
export function questioned(index: 1 | 2 = 1): Complaint {
  const questionId = brand<QuestionId>(`question-${index}`);
  return running(index).then({ kind: "ask", questionId, text: "Which batch?" }, agent).complaint;
}

/** A dialogue in the middle of a filing, at the first question about the matter. */
export function filing(setting: DialogueSetting = {}): Dialogue {
  const dialogue = openDialogue(setting);
  dialogue.reply({ kind: "start" });
  dialogue.tap("File a complaint");
  if (dialogue.complaints.length === 0) dialogue.tap("Continue");
  return dialogue;
}
