import { readFile } from "node:fs/promises";
import type { ChatPage } from "./chat-page.ts";

/** Keeps what a station of the story looks like. */
type Show = (station: string) => Promise<void>;

/** What is said in the Persian story. */
export const persian = {
  matter: ["رزین سفت‌شده به دستم رسید.", "هر سه قوطی مثل سنگ شده‌اند؛ روی برچسب نوشته Lot A-2231."],
  question: "قوطی‌ها را کجا و در چه دمایی نگه داشته‌اید؟",
  answer: "در زیرزمین بودند، حدود پانزده درجه.",
  reason: "تخفیف به کارم نمی‌آید، قوطی‌ها قابل استفاده نیستند.",
  firstDecision: {
    kind: "decide",
    decision: "partly_justified",
    report: "بخشی از بچ A-2231 پیش از ارسال بیش از اندازه گرم شده بود.",
    remedies: [{ kind: "discount", what: "۲۰٪ تخفیف روی سفارش بعدی", who: "واحد فروش", by: "2099-12-31" }],
  },
  secondDecision: {
    kind: "decide",
    decision: "justified",
    report: "حق با شماست. هر سه قوطی را با بچ تازه عوض می‌کنیم.",
    remedies: [{ kind: "replacement", what: "۳ قوطی ۵ کیلویی Epoxy ER-200", who: "انبار", by: "2099-12-15" }],
  },
} as const;

export const englishDecision = {
  kind: "decide",
  decision: "justified",
  report: "The courier left the parcel in the rain. We are sending a new one.",
  remedies: [{ kind: "replacement", what: "The same order once more", who: "Logistics", by: "2099-12-15" }],
} as const;

/** A photo that tells where it was taken. */
export async function gpsPhoto(): Promise<Buffer> {
  return readFile(new URL("../fixtures/pictures/gps.jpg", import.meta.url));
}

export interface Codes {
  readonly number: string;
  /** In groups of four, as it is shown. */
  readonly passcode: string;
}

/** From the menu to the number, with a photo, every answer given. */
export async function filesInPersian(chat: ChatPage, show: Show): Promise<Codes> {
  await chat.presses(chat.text("menu.file"));
  await chat.presses("فارسی");
  await chat.hears("پیش از آغاز");
  await show("02-privacy");
  await chat.presses(chat.text("file.privacy.yes"));
  await chat.presses("کیفیت محصول");
  await chat.hears(chat.text("file.category.ask_closer", { category: "کیفیت محصول" }));
  await show("03-category");
  await chat.presses("سفت‌شده رسید");
  await chat.hears(chat.text("file.description.ask"));
  for (const words of persian.matter) {
    await chat.writes(words);
    await chat.hears(chat.text("file.description.more"));
  }
  await show("04-description");
  await chat.presses(chat.text("common.done"));
  await chat.hears(chat.text("file.product.ask"));
  await chat.writes("Epoxy ER-200");
  await chat.hears(chat.text("file.lot.ask"));
  await chat.writes("A-2231");
  await chat.presses(chat.text("file.expectation.replacement"));
  await chat.hears("عکس یا سندی دارید");
  await chat.sendsPhoto("رزین.jpg", await gpsPhoto());
  await chat.hears("۱ فایل رسید");
  await show("05-photo");
  await chat.presses(chat.text("common.done"));
  await chat.hears(chat.text("file.phone.ask"));
  await chat.writes("۰۹۱۲ ۳۴۵ ۶۷۸۹");
  await chat.hears(chat.text("file.review.ask"));
  await show("06-read-back");
  await chat.presses(chat.text("file.review.yes"));
  const codes = await codesIn(chat);
  await show("07-registered");
  return codes;
}

/** From a first message that is the complaint, with as few answers as possible. */
export async function filesInEnglish(chat: ChatPage, show: Show): Promise<Codes> {
  await chat.writes("My parcel was left in the rain and everything is soaked");
  await chat.hears(chat.text("engine.begins_filing"));
  await chat.presses("English");
  await chat.presses(chat.text("file.privacy.yes"));
  await chat.presses("Delivery");
  await chat.hears(chat.text("file.category.ask_closer", { category: "Delivery" }));
  await show("2-category");
  await chat.writes("2");
  await chat.hears(chat.text("file.description.more"));
  await chat.presses(chat.text("common.done"));
  const limits = { count: 20, size: 20 };
  for (const question of [
    chat.text("file.product.ask"),
    chat.text("file.lot.ask"),
    chat.text("file.order.ask"),
    chat.text("file.expectation.ask"),
    chat.text("file.evidence.ask", limits),
    chat.text("file.phone.ask"),
  ]) {
    await chat.hears(question);
    await chat.presses(chat.text("common.skip"));
  }
  await chat.hears(chat.text("file.review.ask"));
  await show("3-read-back");
  await chat.presses(chat.text("file.review.yes"));
  const codes = await codesIn(chat);
  await show("4-registered");
  return codes;
}

/** The tracking number and the passcode, as the customer is told. */
async function codesIn(chat: ChatPage): Promise<Codes> {
  await chat.hears(chat.text("notice.registered"));
  const told = (await chat.log()).at(-1) ?? "";
  const [, number = ""] = /\b(\d{10})\b/u.exec(told) ?? [];
  const [passcode = ""] = /\b\d{4} \d{4} \d{4}\b/u.exec(told) ?? [];
  if (number === "" || passcode === "") throw new Error(`no number or no passcode in: ${told}`);
  return { number, passcode };
}
