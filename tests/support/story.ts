import { expect } from "@jest/globals";
import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { CategoryKey, DepartmentKey } from "../../core/ids.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import { leafCategories, textIn } from "../../core/organisation/look-up.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { Customer } from "./customer.ts";
import type { World } from "./world.ts";

/** What the customer of the scenarios says, in each language that they are told in. */
export const words: Readonly<
  Record<"fa" | "tr" | "en", Record<"matter" | "more" | "wish" | "reason" | "answer" | "doubt", string>>
> = {
  en: {
    matter: "The resin arrived hardened.",
    more: "All three cans are hard as stone.",
    wish: "New cans, please",
    reason: "A discount does not help me, the cans are useless.",
    answer: "They stood in the cellar, at about fifteen degrees.",
    doubt: "Yes, but it still leaks",
  },
  fa: {
    matter: "رزین سفت‌شده به دستم رسید.",
    more: "هر سه قوطی مثل سنگ شده‌اند.",
    wish: "لطفاً قوطی‌های نو بفرستید",
    reason: "تخفیف به کارم نمی‌آید، قوطی‌ها قابل استفاده نیستند.",
    answer: "در زیرزمین بودند، حدود پانزده درجه.",
    doubt: "بله، ولی هنوز نشتی دارد",
  },
  tr: {
    matter: "Reçine sertleşmiş olarak geldi.",
    more: "Üç kutu da taş gibi.",
    wish: "Yeni kutu istiyorum",
    reason: "İndirim işime yaramaz, kutular kullanılamaz durumda.",
    answer: "Bodrumda duruyordu, yaklaşık on beş derece.",
    doubt: "Evet ama hâlâ sızdırıyor",
  },
};

/** The steps of the story that scenarios are put together from. */
export interface Story {
  /** From the first word to the number and the passcode; `phone` as the customer types it. */
  readonly files: (
    photo?: Uint8Array,
    phone?: string,
  ) => Promise<{ readonly complaint: Complaint; readonly passcode: string }>;
  /** From the first word to the read-back, which waits for its yes. */
  readonly drafts: (photo?: Uint8Array, phone?: string) => Promise<void>;
  readonly staff: (complaint: Complaint, command: StaffCommand, by: Agent) => Promise<Complaint>;
  readonly reviewed: (complaint: Complaint, by: Agent) => Promise<Complaint>;
  /** Round 1: a discount. Round 2: a replacement. */
  readonly decided: (complaint: Complaint, by: Agent) => Promise<Complaint>;
  readonly now: (complaint: Complaint) => Promise<Complaint>;
  /** Brings the customer to the question: where only a short notice could be sent, by asking for the status, as it says. */
  readonly reaches: (
    choice: "follow.answer_decision" | "follow.answer_question",
    complaint: Complaint,
  ) => Promise<void>;
}

export function storyOf(world: World, customer: Customer, language: "fa" | "tr" | "en"): Story {
  const staff: Story["staff"] = async (complaint, command, by) => {
    const result = await world.redress.casework.command(complaint.id, command, by);
    if (!result.ok) throw new Error(`refused: ${result.refusal.key}`);
    await world.settled();
    return result.value;
  };
  return {
    files: (photo, phone) => file(world, customer, language, photo, phone),
    drafts: (photo, phone) => draft(world, customer, language, photo, phone),
    staff,
    reviewed: (complaint, by) =>
      staff(
        complaint,
        {
          kind: "first_review",
          category: complaint.matter.category,
          department: brand<DepartmentKey>(world.organisation.departments[0]?.key ?? "service"),
          severity: "medium",
          safety: false,
          complexity: "low",
          impact: "medium",
          immediateAction: false,
        },
        by,
      ),
    decided: (complaint, by) => staff(complaint, decisionFor(complaint, language), by),
    reaches: async (choice, { number }) => {
      if (customer.door.address.channel !== "sms") return;
      await customer.writes("status");
      const listed = (await customer.offered()).find(({ label }) => label.includes(number));
      if (listed !== undefined) await customer.choosesLabel(listed.label);
      await customer.chooses(choice);
    },
    now: async (complaint) => {
      const found = await world.store.complaints.byId(complaint.id);
      if (found === undefined) throw new Error("the complaint is gone");
      return found;
    },
  };
}

async function draft(
  world: World,
  customer: Customer,
  language: "fa" | "tr" | "en",
  photo: Uint8Array | undefined,
  phone?: string,
) {
  const mine = words[language];
  await customer.writes("menu");
  await customer.chooses("menu.file");
  await chooseLanguage(customer, language);
  if (await offers(customer, privacyYes(world, language))) await customer.chooses("file.privacy.yes");
  await chooseCategory(world, customer, language);
  await customer.writes(mine.matter);
  await customer.writes(mine.more);
  await customer.chooses("common.done");
  for (let skipped = 0; skipped < 3; skipped += 1) await customer.chooses("common.skip");
  await customer.writes(mine.wish);
  if (customer.door.can.maxFile > 0) {
    if (photo !== undefined) await customer.sendsPhoto(photo);
    await customer.chooses(photo === undefined ? "common.skip" : "common.done");
  }
  // A number that the channel proves is not asked for.
  if (await offers(customer, sayIn(language, world.organisation.timeZone)("common.skip")))
    await (phone === undefined ? customer.chooses("common.skip") : customer.writes(phone));
  await customer.sees("file.review.ask");
}

async function file(
  world: World,
  customer: Customer,
  language: "fa" | "tr" | "en",
  photo: Uint8Array | undefined,
  phone?: string,
) {
  const mine = words[language];
  await draft(world, customer, language, photo, phone);
  await customer.chooses("file.review.yes");
  await customer.sees("notice.registered");
  const complaint = (await customer.complaints())[0];
  const passcode = passcodeIn(JSON.stringify(await customer.heard()));
  if (complaint === undefined || passcode === undefined) throw new Error("nothing was filed, or no passcode was told");
  expect(complaint.matter.description).toContain(mine.matter);
  expect(complaint.matter.description).toContain(mine.more);
  expect(complaint.matter.expectation).toBe(mine.wish);
  return { complaint, passcode };
}

/** Whoever has filed before has read the notice, and is not asked again. */
function privacyYes(world: World, language: Language): string {
  return sayIn(language, world.organisation.timeZone)("file.privacy.yes");
}

async function offers(customer: Customer, label: string): Promise<boolean> {
  return (await customer.offered()).some((choice) => choice.label === label);
}

/** Chooses the language where the flow asks for it: in a chat where it was chosen before, it does not. */
async function chooseLanguage(customer: Customer, language: Language): Promise<void> {
  const names = new Intl.DisplayNames([language], { type: "language" });
  const label = (await customer.offered()).find(
    (choice) => choice.label.toLocaleLowerCase(language) === names.of(language)?.toLocaleLowerCase(language),
  );
  if (label !== undefined) await customer.choosesLabel(label.label);
}

/** Walks down the tree, always to the first answer. */
async function chooseCategory(world: World, customer: Customer, language: Language): Promise<CategoryKey> {
  const leaf = leafCategories(world.organisation)[0];
  if (leaf === undefined) throw new Error("the organisation has no categories");
  for (let level = world.organisation.categories; level.length > 0;) {
    const [first] = level;
    if (first === undefined) break;
    await customer.choosesLabel(textIn(first.name, language, world.organisation));
    level = first.children;
  }
  return leaf.key;
}

/** Twelve digits in groups of four, as the passcode is shown. */
export function passcodeIn(text: string): string | undefined {
  return /(\d{4}) (\d{4}) (\d{4})/u.exec(text)?.[0].replaceAll(" ", "");
}

function decisionFor(complaint: Complaint, language: "fa" | "tr" | "en"): StaffCommand {
  const second = complaint.rounds.length > 1;
  return {
    kind: "decide",
    decision: second ? "justified" : "partly_justified",
    report: `${second ? "2" : "1"}: ${words[language].matter}`,
    attachments: [],
    remedies: [
      {
        kind: second ? "replacement" : "discount",
        what: second ? "3 × 5 kg" : "20 %",
        who: "Sales",
        by: brand("2026-12-31"),
      },
    ],
    alternatives: [],
  };
}
