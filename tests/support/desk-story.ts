import type { ComplaintAtDesk } from "./desk-complaint.ts";
import { deskText } from "./desk-text.ts";

/** The languages that the story at the desk is told in. */
type StoryLanguage = "fa" | "tr";

/** What is said in the story at the desk. */
export const spoken: Readonly<
  Record<
    StoryLanguage,
    Record<
      "person" | "matter" | "asks" | "tells" | "question" | "answer" | "reason" | "report" | "remedy" | "who",
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
    remedy: "% 20 indirim",
    who: "Depo",
    alternatives: ["Üç yeni kutu", "Paranın tamamının iadesi"],
    day: "31.12.2099",
  },
};

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
