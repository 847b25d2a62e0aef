import type { DemoStory } from "./stories.ts";

/** A customer of the demo who asked for a person, and has no complaint yet. */
export interface DemoChat {
  readonly language: DemoStory["language"];
  readonly minutesAgo: number;
  readonly says: readonly string[];
  /** What the agent who took it over has answered; unset: nobody has taken it, and the customer waits. */
  readonly answer?: string;
}

/** One who waits and one who is being answered, in each language; the longest ago first. */
export const demoChats: readonly DemoChat[] = [
  {
    language: "fa",
    minutesAgo: 95,
    says: ["برای سفارش جدیدم راهنمایی فنی می‌خواهم.", "رزین E-120 در دمای ۱۲ درجه هم درست سفت می‌شود؟"],
    answer: "سلام و وقت بخیر. زیر ۱۵ درجه سفت شدن خیلی کند می‌شود؛ بهتر است محل را گرم کنید. چه ضخامتی می‌ریزید؟",
  },
  {
    language: "tr",
    minutesAgo: 70,
    says: ["Faturadaki adres yanlış yazılmış.", "Düzeltilmiş faturayı bugün alabilir miyim?"],
    answer: "Merhaba, faturanızı şimdi düzelttiriyorum. Yeni adresi buraya yazar mısınız?",
  },
  {
    language: "en",
    minutesAgo: 40,
    says: ["I was sent the wrong hardener, H-20 instead of H-15."],
    answer: "I am sorry about that. Could you send me a photo of the label, please?",
  },
  {
    language: "en",
    minutesAgo: 8,
    says: ["The lid of one can was already open when it came.", "Should I still use it?"],
  },
  { language: "tr", minutesAgo: 6, says: ["Siparişim üç gündür yolda görünüyor, nerede olduğunu öğrenebilir miyim?"] },
  {
    language: "fa",
    minutesAgo: 4,
    says: ["سلام، سه قوطی رزین گرفتم و روی یکی تاریخ تولید نیست.", "می‌شود یک نفر نگاه کند؟"],
  },
];
