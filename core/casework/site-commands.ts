import type { ComplaintCommand } from "../complaint/command.ts";
import { handle } from "../complaint/handle.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { CommandOnComplaint, ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import { sameQuestion, withAnswered } from "../conversation/offer.ts";
import type { About } from "../conversation/offer.ts";
import { refused } from "../errors.ts";
import type { ComplaintId } from "../ids.ts";
import { momentOf } from "../system.ts";
import { addChange } from "./add-change.ts";
import { commandContext } from "./carry-out.ts";
import { commitWork } from "./commit-work.ts";
import { loadAudience } from "./load-audience.ts";
import { retryOnRace } from "./retry.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";
import type { WorkDraft } from "./work-draft.ts";

/** Whether a flow's command is one that the site carries out on a complaint. */
export function isSiteCommand(command: ConversationCommand): command is CommandOnComplaint {
  return siteCommands.has(command.kind);
}

const siteCommands: ReadonlySet<ConversationCommand["kind"]> = new Set<CommandOnComplaint["kind"]>([
  "add_evidence",
  "answer_question",
  "answer_consent",
  "give_reason",
  "doubt",
  "undo_lapse",
  "withdraw",
  "rate",
]);

/** Carries the command out as the complaint's customer, in one commit with the notices that follow and the questions that it settles in chats. */
export async function carryOutOnSite(
  tools: CaseworkTools,
  id: ComplaintId,
  command: CommandOnComplaint,
): Promise<Outcome> {
  return retryOnRace(async () => {
    const complaint = await tools.store.complaints.byId(id);
    if (complaint === undefined || command.complaintId !== id) return refused("refusal.complaint_unknown");
    const moment = momentOf(tools);
    const by = { actor: { kind: "customer" as const, customerId: complaint.customerId }, door: "site" as const };
    const change = handle(complaint, processCommand(command), commandContext(tools, moment, by, complaint.language));
    if (!change.ok) return change;
    const draft = draftWork(moment);
    if ("attachments" in command) draft.claim(command.attachments, id);
    const audience = await loadAudience(tools, complaint);
    const chats =
      audience.atPhone === undefined ? audience.conversations : [...audience.conversations, audience.atPhone];
    settleElsewhere(draft, chats, aboutOf(command));
    addChange(draft, change.value, { ...audience, readsHere: true }, tools, moment);
    await commitWork(tools, draft.work());
    const { after } = change.value;
    const consent = after.rounds.find(
      ({ round }) => command.kind === "answer_consent" && round === command.round,
    )?.consent;
    return { ok: true, complaint: after, doubted: consent?.state === "doubted" };
  });
}

/** The process takes them as the flows make them. */
function processCommand(command: CommandOnComplaint): ComplaintCommand {
  return command;
}

/** The question that the command answers, wherever else it was put. */
function aboutOf(command: CommandOnComplaint): About | undefined {
  const { complaintId } = command;
  switch (command.kind) {
    case "answer_consent":
      return { kind: "consent", complaintId, round: command.round };
    case "answer_question":
      return { kind: "question", complaintId, questionId: command.questionId };
    case "rate":
      return { kind: "rating", complaintId };
    case "add_evidence":
    case "give_reason":
    case "doubt":
    case "undo_lapse":
    case "withdraw":
      return undefined;
  }
}

/** Buttons in chats that ask what has been answered here are old from now on. */
function settleElsewhere(draft: WorkDraft, chats: readonly Conversation[], about: About | undefined): void {
  if (about === undefined) return;
  for (const chat of chats) {
    const isAsked = chat.state.offers.some((offer) => offer.state !== "answered" && sameQuestion(offer.about, about));
    if (!isAsked) continue;
    draft.hold(chat);
    draft.change(chat.id, { state: withAnswered(draft.conversation(chat.id).state, about) });
  }
}
