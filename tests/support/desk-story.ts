import { loadOrganisation } from "../../core/organisation/profile.ts";
import { textIn } from "../../core/organisation/look-up.ts";
import { gpsPhoto } from "./browser-filing.ts";
import type { ChatPage } from "./chat-page.ts";
import type { ComplaintAtDesk } from "./desk-complaint.ts";
import { deskText } from "./desk-text.ts";

/** The languages that the story at the desk is told in. */
export type StoryLanguage = "fa" | "tr";

/** What is said in the story at the desk. */
export const spoken: Readonly<
  Record<
    StoryLanguage,
    Record<
      | "person"
      | "matter"
      | "asks"
      | "tells"
      | "question"
      | "answer"
      | "reason"
      | "report"
      | "secondReport"
      | "remedy"
      | "who",
      string
    > & { readonly alternatives: readonly [string, string]; readonly day: string }
  >
> = {
  fa: {
    person: "کارشناس",
    matter: "رزین سفت‌شده به دستم رسید.",
    asks: "سلام، چند قوطی سفت شده است؟",
    tells: "هر سه قوطی، مثل سنگ.",
    question: "قوطی‌ها را کجا نگه داشته‌اید؟",
    answer: "در زیرزمین، حدود پانزده درجه.",
    reason: "تخفیف به کارم نمی‌آید.",
    report: "بخشی از بچ A-2231 پیش از ارسال بیش از اندازه گرم شده بود.",
    secondReport: "قوطی‌ها از انبار دیگری تعویض می‌شوند.",
    remedy: "۲۰٪ تخفیف",
    who: "انبار",
    alternatives: ["سه قوطی تازه", "بازگشت همهٔ پول"],
    day: "۱۴۷۸/۱۰/۱۰",
  },
  tr: {
    person: "temsilci",
    matter: "Reçine sertleşmiş olarak geldi.",
    asks: "Merhaba, kaç kutu sertleşmiş?",
    tells: "Üçü de taş gibi.",
    question: "Kutuları nerede sakladınız?",
    answer: "Bodrumda, yaklaşık on beş derece.",
    reason: "İndirim işime yaramaz.",
    report: "A-2231 partisinin bir kısmı sevkiyattan önce fazla ısınmış.",
    secondReport: "Kutular başka bir depodan değiştirilecek.",
    remedy: "% 20 indirim",
    who: "Depo",
    alternatives: ["Üç yeni kutu", "Paranın tamamının iadesi"],
    day: "31.12.2099",
  },
};

/** Files up to the first words of the matter; the bot asks whether there is more. */
export async function beginsFiling(chat: ChatPage, language: StoryLanguage): Promise<void> {
  await chat.presses(chat.text("menu.file"));
  const names = new Intl.DisplayNames([language], { type: "language" });
  await chat.presses(capital(names.of(language) ?? "", language));
  await chat.presses(chat.text("file.privacy.yes"));
  const organisation = loadOrganisation(undefined);
  const category = organisation.categories.find(({ key }) => key === "product");
  const closer = category?.children.find(({ key }) => key.endsWith("cured-hard"));
  if (category === undefined || closer === undefined) throw new Error("the demo has no such category");
  await chat.presses(textIn(category.name, language, organisation));
  await chat.presses(textIn(closer.name, language, organisation));
  await chat.hears(chat.text("file.description.ask"));
  await chat.writes(spoken[language].matter);
  await chat.hears(chat.text("file.description.more"));
}

/** From there to the tracking number and the passcode, with a photo. */
export async function filesTheRest(chat: ChatPage): Promise<{ readonly number: string; readonly passcode: string }> {
  await chat.presses(chat.text("common.done"));
  await chat.hears(chat.text("file.product.ask"));
  await chat.writes("Epoxy ER-200");
  await chat.hears(chat.text("file.lot.ask"));
  await chat.writes("A-2231");
  await chat.presses(chat.text("file.expectation.replacement"));
  await chat.isOffered(chat.text("common.skip"));
  await chat.sendsPhoto("can.jpg", await gpsPhoto());
  await chat.presses(chat.text("common.done"));
  await chat.hears(chat.text("file.phone.ask"));
  await chat.writes("+90 532 123 45 67");
  await chat.hears(chat.text("file.review.ask"));
  await chat.presses(chat.text("file.review.yes"));
  await chat.hears(chat.text("notice.registered"));
  const told = (await chat.log()).at(-1) ?? "";
  const number = /\b\d{10}\b/u.exec(told)?.[0];
  const passcode = /\b\d{4} \d{4} \d{4}\b/u.exec(told)?.[0];
  if (number === undefined || passcode === undefined) throw new Error(`no number or no passcode in: ${told}`);
  return { number, passcode };
}

/** Fills in the form of a decision with one remedy, and sends it. */
export async function decides(at: ComplaintAtDesk, language: StoryLanguage): Promise<void> {
  const mine = spoken[language];
  const say = deskText(language);
  await at.begins("decide");
  await at.form.getByLabel(say("complaint.decision", { kind: "partly_justified" }), { exact: true }).check();
  await at.fills(say("complaint.report"), mine.report);
  await at.form.getByRole("button", { name: say("complaint.remedy.add") }).click();
  await at.fills(say("complaint.remedy.what"), mine.remedy);
  await at.fills(say("complaint.remedy.who"), mine.who);
  await at.page.keyboard.press("Escape");
  await at.form.getByRole("textbox", { name: say("complaint.remedy.until") }).fill(mine.day);
  await at.form.locator("[data-channel] [lang]").first().waitFor();
  await at.sends();
}

/** The second decision, with two things to choose from, as the API takes it. */
export function secondDecision(language: StoryLanguage): object {
  const { secondReport: report, who, alternatives } = spoken[language];
  return {
    kind: "decide",
    decision: "justified",
    report,
    alternatives: alternatives.map((title) => ({
      title,
      remedies: [{ kind: "replacement", what: title, who, by: "2099-12-31" }],
    })),
  };
}

function capital(word: string, language: StoryLanguage): string {
  return word.slice(0, 1).toLocaleUpperCase(language) + word.slice(1);
}
