import { createHash } from "node:crypto";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import type { ContentDraft } from "../twilio/index.ts";
import { richCapabilities } from "./limits.ts";

/** Kinds of news that a customer is invited to read, each with its approved words. */
export const invitationKinds = [
  "registered",
  "passcode_renewed",
  "under_evaluation",
  "question",
  "decision",
  "reminder",
  "second_evaluation",
  "left_open",
  "closed",
  "lapse_warning",
  "merged",
  "reopened",
  "remedy_carried_out",
  "late",
  "rate",
  "message",
] as const;

export type InvitationKind = (typeof invitationKinds)[number];

/** What a Content resource of ours is for. */
export type ContentUse =
  | { readonly use: "buttons" | "list"; readonly language: Language; readonly count: number }
  /** `general` names no complaint. */
  | { readonly use: "invitation"; readonly language: Language; readonly kind: InvitationKind | "general" };

/** A Content resource that should exist at Twilio. */
export interface PlannedContent {
  readonly for: ContentUse;
  readonly draft: ContentDraft;
  /** Business speaks first only with words that WhatsApp has approved. */
  readonly needsApproval: boolean;
}

/** All names of ours begin so; others in the account are nobody's business here. */
export const ownPrefix = "redress_";

/** Everything that `languages` need. Pure: the same texts give the same names. */
export function planContent(languages: readonly Language[]): readonly PlannedContent[] {
  return languages.flatMap((language) => [
    ...counts(richCapabilities.maxButtons).map((count) => plannedButtons(language, count)),
    ...counts(richCapabilities.maxListItems).map((count) => plannedList(language, count)),
    ...invitationKinds.map((kind) => plannedInvitation(language, kind)),
    plannedInvitation(language, "general"),
  ]);
}

/** What is sent in the place of the variables of an invitation. */
export function invitationVariables(number: string | undefined): Readonly<Record<string, string>> {
  return number === undefined ? {} : { "1": number };
}

/** What is sent in the place of the variables of buttons or a list: the words, then label and token of each choice. */
export function choiceVariables(
  body: string,
  choices: readonly { readonly label: string; readonly token: string }[],
): Readonly<Record<string, string>> {
  const pairs = choices.flatMap(({ label, token }, index): readonly (readonly [string, string])[] => [
    [String(2 * index + 2), label],
    [String(2 * index + 3), token],
  ]);
  return { "1": body, ...Object.fromEntries(pairs) };
}

function counts(most: number): readonly number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}

function plannedButtons(language: Language, count: number): PlannedContent {
  return planned(
    { use: "buttons", language, count },
    {
      type: { kind: "buttons", body: "{{1}}", buttons: choicePlaces(count) },
      samples: sampleChoices(language, count),
    },
  );
}

function plannedList(language: Language, count: number): PlannedContent {
  return planned(
    { use: "list", language, count },
    {
      type: { kind: "list", body: "{{1}}", open: say(language, "whatsapp.choose"), items: choicePlaces(count) },
      samples: sampleChoices(language, count),
    },
  );
}

function plannedInvitation(language: Language, kind: InvitationKind | "general"): PlannedContent {
  const args = kind === "general" ? {} : { number: "{{1}}" };
  return planned(
    { use: "invitation", language, kind },
    {
      type: { kind: "text", body: say(language, `whatsapp.invitation.${kind}`, args) },
      samples: kind === "general" ? {} : { "1": "4802957162" },
    },
  );
}

function choicePlaces(count: number): readonly { readonly id: string; readonly label: string }[] {
  return counts(count).map((place) => ({ label: `{{${String(2 * place)}}}`, id: `{{${String(2 * place + 1)}}}` }));
}

function sampleChoices(language: Language, count: number): Readonly<Record<string, string>> {
  const choices = counts(count).map((place) => ({ label: String(place), token: `sample.${String(place - 1)}` }));
  return choiceVariables(say(language, "whatsapp.choose"), choices);
}

function planned(use: ContentUse, made: Pick<ContentDraft, "type" | "samples">): PlannedContent {
  const what = use.use === "invitation" ? use.kind : String(use.count);
  const hash = createHash("sha256").update(JSON.stringify(made)).digest("hex").slice(0, 12);
  return {
    for: use,
    draft: { name: `${ownPrefix}${use.use}_${what}_${use.language}_${hash}`, language: use.language, ...made },
    needsApproval: use.use === "invitation",
  };
}

/** These texts have no dates, so any time zone says them; a number alone needs no isolates, which approval might stumble over. */
function say(language: Language, key: TextKey, args: Readonly<Record<string, string>> = {}): string {
  return sayIn(language, "UTC")(key, args).replace(/[\u2066-\u2069]/gu, "");
}
