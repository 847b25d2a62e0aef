import type { Capabilities } from "../../core/channel/channel.ts";
import type { ChannelName } from "../../core/channel/address.ts";
import type { FileKind, Reply } from "../../core/channel/inbound.ts";
import type { Prompt } from "../../core/channel/prompt.ts";
import type { ComplaintCommand } from "../../core/complaint/command.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Notice } from "../../core/complaint/change.ts";
import { handle } from "../../core/complaint/handle.ts";
import { register } from "../../core/complaint/register.ts";
import type { ConversationCommand, Outcome } from "../../core/conversation/conversation-command.ts";
import type { ConversationState, Customer, Offer } from "../../core/conversation/conversation.ts";
import { advance, conclude } from "../../core/conversation/engine.ts";
import type { Facts } from "../../core/conversation/facts.ts";
import { flows } from "../../core/conversation/flows/flows.ts";
import type { LinkedChat } from "../../core/conversation/linked-chat.ts";
import { noticePrompt } from "../../core/conversation/notices.ts";
import { offerFor, tokensOf, withOffer } from "../../core/conversation/offer.ts";
import type { TurnInput, Utterance } from "../../core/conversation/turn.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId, ComplaintId, TrackingNumber } from "../../core/ids.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import { chat, isOnChannels, onChannels } from "./dialogue-channels.ts";
import { contextOf, customer as asCustomer, customerId, filedAt } from "./complaints.ts";

/** A channel of words alone. */
export const plain: Capabilities = {
  maxButtons: 0,
  maxButtonLabel: 0,
  maxListItems: 0,
  maxListLabel: 0,
  maxText: 1_600,
  maxFile: 0,
};

export interface DialogueSetting {
  readonly language?: Language;
  readonly languageChosen?: boolean;
  readonly channel?: { readonly name: ChannelName; readonly can: Capabilities };
  readonly complaints?: readonly Complaint[];
  readonly sendsSms?: boolean;
  readonly optedOut?: boolean;
  /** The customer's chats, as the process would list them. */
  readonly channels?: readonly LinkedChat[];
  readonly customer?: Partial<Customer>;
  readonly organisation?: Organisation;
  readonly now?: Date;
  readonly state?: ConversationState;
  /** Answers a command in the place of the process. */
  readonly outcome?: (command: ConversationCommand) => Outcome | undefined;
}

/** What one reply led to. */
export interface Answered {
  readonly unassigned: boolean;
  readonly commands: readonly ConversationCommand[];
  readonly said: readonly Prompt[];
  /** Texts and details, as one text. */
  readonly text: string;
}

/** A conversation held by the engine and carried out by the real process, with no store and no channel. */
export interface Dialogue {
  state: ConversationState;
  now: Date;
  complaints: readonly Complaint[];
  language: Language;
  languageChosen: boolean;
  /** Everything said so far, oldest first. */
  readonly said: Prompt[];
  readonly commands: ConversationCommand[];
  readonly facts: () => Facts;
  /** `externalId` is the platform's id of the message, a fresh one unless given. */
  readonly reply: (reply: Reply, attachments?: readonly string[], externalId?: string) => Answered;
  /** Writes `text`. */
  readonly write: (text: string, externalId?: string) => Answered;
  /** Taps the button with this label, of the newest question that has it. */
  readonly tap: (label: string) => Answered;
  readonly token: (label: string) => string;
  readonly send: (attachments: readonly string[], text?: string, kind?: FileKind) => Answered;
  /** Puts a notice into the conversation, as casework does. */
  readonly notify: (notice: Notice, complaint: Complaint) => void;
  readonly speak: (utterance: Utterance) => void;
  readonly later: (hours: number) => void;
}

const fresh: ConversationState = { cursors: [], offers: [], misunderstood: 0, granted: [] };

/** A new dialogue; everything that is not set is as for an English customer on a chat with buttons. */
export function openDialogue(setting: DialogueSetting = {}): Dialogue {
  let seq = 0;
  const organisation = setting.organisation ?? loadOrganisation(undefined);
  const customer: Customer = {
    id: customerId,
    language: "en",
    phoneProven: false,
    createdAt: filedAt,
    ...setting.customer,
  };
  const say = (language: Language) => sayIn(language, organisation.timeZone, dialogue.now);

  const speak = (utterance: Utterance): void => {
    seq += 1;
    if (utterance.about !== undefined) {
      const offer: Offer = offerFor(utterance.prompt, utterance.about, `offer${seq}`, seq);
      dialogue.state = withOffer(dialogue.state, offer);
      for (const shown of tokensOf(offer)) buttons.set(shown.label, shown.token);
    }
    dialogue.said.push(utterance.prompt);
  };

  const reply = (given: Reply, attachments: readonly string[] = [], externalId?: string): Answered => {
    seq += 1;
    const before = dialogue.said.length;
    const input: TurnInput = {
      state: dialogue.state,
      reply: given,
      externalId: externalId ?? `message${seq}`,
      attachments: attachments.map((id) => brand<AttachmentId>(id)),
    };
    const result = advance(flows, input, dialogue.facts());
    if (result.kind === "done") {
      settle(result);
      return answered(before, result.unassigned, []);
    }
    dialogue.commands.push(result.command);
    const outcome = setting.outcome?.(result.command) ?? carryOut(result.command);
    const done = conclude(flows, result.pending, outcome, dialogue.facts());
    result.say.forEach(speak);
    settle(done);
    return answered(before, done.unassigned, [result.command]);
  };

  const settle = (done: {
    readonly state: ConversationState;
    readonly say: readonly Utterance[];
    readonly language?: Language;
  }): void => {
    dialogue.state = done.state;
    if (done.language !== undefined) {
      dialogue.language = done.language;
      dialogue.languageChosen = true;
    }
    done.say.forEach(speak);
    // The state is stored as JSON between turns.
    dialogue.state = JSON.parse(JSON.stringify(dialogue.state)) as ConversationState;
  };

  const answered = (before: number, unassigned: boolean, commands: readonly ConversationCommand[]): Answered => {
    const said = dialogue.said.slice(before);
    return { unassigned, commands, said, text: said.map(wordsOf).join("\n") };
  };

  const carryOut = (command: ConversationCommand): Outcome => {
    if (isOnChannels(command)) return onChannels(command, setting.channels ?? [], dialogue.now);
    switch (command.kind) {
      case "file_complaint": {
        const number = brand<TrackingNumber>(String(1_234_567_890 + dialogue.complaints.length));
        const change = register(
          {
            kind: "register",
            id: brand<ComplaintId>(`complaint-${number}`),
            number,
            passcode: "012345678901",
            passcodeHash: "hash",
            customerId,
            language: dialogue.language,
            matter: command.matter,
            attachments: command.attachments,
          },
          contextOf(asCustomer, dialogue.now, { policy: organisation.policy }),
        );
        dialogue.complaints = [change.after, ...dialogue.complaints];
        return { ok: true, complaint: change.after, passcode: "012345678901" };
      }
      case "choose_language":
        dialogue.language = command.language;
        dialogue.languageChosen = true;
        return { ok: true };
      case "add_evidence":
      case "answer_question":
      case "answer_consent":
      case "give_reason":
      case "doubt":
      case "undo_lapse":
      case "withdraw":
      case "rate":
        return byProcess(command.complaintId, command);
      case "renew_passcode":
        return { ok: true, ...complaintOf(command.complaintId), passcode: "999988887777" };
      case "identify":
      case "renew_passcode_elsewhere":
      case "ask_for_person":
      case "go_back_to_bot":
      case "export_personal_details":
      case "erase_personal_details":
        return { ok: true };
    }
  };

  const complaintOf = (id: ComplaintId): { readonly complaint?: Complaint } => {
    const complaint = dialogue.complaints.find((each) => each.id === id);
    return complaint === undefined ? {} : { complaint };
  };

  const byProcess = (id: ComplaintId, command: ComplaintCommand): Outcome => {
    const { complaint } = complaintOf(id);
    if (complaint === undefined) return { ok: false, refusal: { key: "refusal.complaint_unknown" } };
    const result = handle(complaint, command, contextOf(asCustomer, dialogue.now, { policy: organisation.policy }));
    if (!result.ok) return result;
    const { after } = result.value;
    dialogue.complaints = dialogue.complaints.map((each) => (each.id === id ? after : each));
    const round = after.rounds.at(-1);
    return { ok: true, complaint: after, ...(round?.consent?.state === "doubted" ? { doubted: true } : {}) };
  };

  /** The newest button of each label; those of questions that are over can still be tapped. */
  const buttons = new Map<string, string>();

  const token = (label: string): string => {
    const found = buttons.get(label);
    if (found === undefined) throw new Error(`no button says ${label}; there are ${[...buttons.keys()].join(" | ")}`);
    return found;
  };

  const dialogue: Dialogue = {
    state: setting.state ?? fresh,
    now: setting.now ?? filedAt,
    complaints: setting.complaints ?? [],
    language: setting.language ?? "en",
    languageChosen: setting.languageChosen ?? true,
    said: [],
    commands: [],
    facts: () => ({
      now: dialogue.now,
      say: say(dialogue.language),
      language: dialogue.language,
      languageChosen: dialogue.languageChosen,
      channel: setting.channel ?? { name: "webchat", can: chat },
      organisation,
      customer,
      complaints: dialogue.complaints,
      attachments: [],
      sendsSms: setting.sendsSms ?? true,
      sendsCodes: setting.sendsSms ?? true,
      optedOut: setting.optedOut ?? false,
      staffed: { now: true, next: dialogue.now },
    }),
    reply,
    write: (text, externalId) => reply({ kind: "text", text }, [], externalId),
    tap: (label) => reply({ kind: "tap", token: token(label) }),
    token,
    send: (attachments, text, kind = "photo") =>
      reply(
        {
          kind: "files",
          files: attachments.map((id) => ({ source: { kind: "remote" as const, handle: id }, kind })),
          ...(text === undefined ? {} : { text }),
        },
        attachments,
      ),
    notify: (notice, complaint) => {
      speak(
        noticePrompt(notice, complaint, { say: say(dialogue.language), organisation, language: dialogue.language }),
      );
    },
    speak,
    later: (hours) => {
      dialogue.now = new Date(dialogue.now.getTime() + hours * 3_600_000);
    },
  };
  return dialogue;
}

function wordsOf({ text, details = [] }: Prompt): string {
  return [text, ...details.map(({ label, value }) => `${label}: ${value}`)].join("\n");
}
