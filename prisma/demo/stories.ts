import type { Language } from "../../core/language/language.ts";

/** What happens to a demo complaint after it was filed, in order. */
export type Act =
  | "review"
  | "safety_review"
  | "ask"
  | "answer"
  | "ask_for_sample"
  | "decide"
  | "accept"
  | "reject"
  | "withdraw"
  | "ruling"
  | "carry_out_remedies"
  | "merge_into_first";

/** A demo complaint: who speaks which language, about what, how long ago, and what has happened since. */
export interface DemoStory {
  readonly language: Extract<Language, "fa" | "tr" | "en">;
  readonly daysAgo: number;
  /** Key of a leaf of the built-in profile's category tree. */
  readonly category: string;
  readonly matter: string;
  readonly product: string;
  readonly lot: string;
  readonly wish: string;
  readonly photo: boolean;
  readonly acts: readonly Act[];
}

/** A complaint in every state, in three languages. */
export const demoStories: readonly DemoStory[] = [
  {
    language: "fa",
    daysAgo: 0,
    category: "product.cured-hard",
    matter: "رزین را امروز باز کردم و کاملاً سفت شده بود. قوطی پلمب بود و تاریخ مصرفش نگذشته است.",
    product: "رزین اپوکسی E-120، پنج کیلویی",
    lot: "L-2611-07",
    wish: "یک قوطی سالم به‌جای آن",
    photo: true,
    acts: [],
  },
  {
    language: "tr",
    daysAgo: 1,
    category: "product.cured-hard",
    matter: "Üç kutu reçine sipariş ettim, üçü de sertleşmiş geldi. Kutular kapalıydı.",
    product: "Epoksi reçine E-120, 5 kg",
    lot: "L-2611-07",
    wish: "Yeni kutular",
    photo: true,
    acts: ["review"],
  },
  {
    language: "en",
    daysAgo: 3,
    category: "product.colour-odour",
    matter: "The clear coat turned yellow within two days, indoors and without any sun.",
    product: "Clear coat P-40",
    lot: "L-2610-31",
    wish: "To know what went wrong, and my money back",
    photo: false,
    acts: ["review", "ask"],
  },
  {
    language: "fa",
    daysAgo: 4,
    category: "safety",
    matter: "هنگام مخلوط کردن، ظرف به‌شدت داغ شد و دود کرد. خوشبختانه کسی آسیب ندید.",
    product: "هاردنر H-15",
    lot: "L-2611-02",
    wish: "علت را روشن کنید و به بقیه هم هشدار بدهید",
    photo: false,
    acts: ["safety_review", "ask_for_sample"],
  },
  {
    language: "tr",
    daysAgo: 5,
    category: "delivery.late",
    matter: "Siparişim on gün gecikti ve kutulardan biri ezilmişti.",
    product: "Yapıştırıcı A-7",
    lot: "L-2609-14",
    wish: "Ezilen kutunun değiştirilmesi",
    photo: true,
    acts: ["review", "ask", "answer", "decide"],
  },
  {
    language: "en",
    daysAgo: 9,
    category: "product.does-not-cure",
    matter: "The adhesive never cured, although we followed the sheet to the letter.",
    product: "Adhesive A-7",
    lot: "L-2609-14",
    wish: "A replacement and someone who calls me back",
    photo: false,
    acts: ["review", "decide", "reject"],
  },
  {
    language: "fa",
    daysAgo: 14,
    category: "invoice.wrong-amount",
    matter: "در فاکتور دو بار هزینهٔ حمل نوشته شده است.",
    product: "رزین اپوکسی E-120",
    lot: "L-2610-02",
    wish: "مبلغ اضافه را برگردانید",
    photo: false,
    acts: ["review", "decide", "accept", "carry_out_remedies"],
  },
  {
    language: "tr",
    daysAgo: 20,
    category: "service.slow-answer",
    matter: "Teknik destek iki hafta boyunca geri aramadı.",
    product: "Zemin kaplama F-3",
    lot: "L-2608-20",
    wish: "Bir özür ve yerinde destek",
    photo: false,
    acts: ["review", "decide", "reject", "decide", "accept"],
  },
  {
    language: "en",
    daysAgo: 24,
    category: "product.adhesion",
    matter: "The floor coating peels off in sheets after one winter.",
    product: "Floor coating F-3",
    lot: "L-2512-11",
    wish: "A new floor",
    photo: false,
    acts: ["review", "decide", "reject", "decide", "reject"],
  },
  {
    language: "fa",
    daysAgo: 30,
    category: "product.adhesion",
    matter: "پوشش کف پس از سه ماه ترک خورد و از زیر کنده شد.",
    product: "پوشش کف F-3",
    lot: "L-2512-11",
    wish: "اجرای دوباره",
    photo: false,
    acts: ["review", "decide", "reject", "decide", "reject", "ruling"],
  },
  {
    language: "tr",
    daysAgo: 2,
    category: "product.packaging",
    matter: "Kapak sızdırıyor. Sonradan fark ettim: kapağı ben yanlış takmışım.",
    product: "Tiner T-1",
    lot: "L-2611-01",
    wish: "Bir açıklama",
    photo: false,
    acts: ["withdraw"],
  },
  {
    language: "fa",
    daysAgo: 0,
    category: "product.cured-hard",
    matter: "دربارهٔ همان رزین سفت‌شده دوباره می‌نویسم، چون شماره را گم کرده بودم.",
    product: "رزین اپوکسی E-120، پنج کیلویی",
    lot: "L-2611-07",
    wish: "یک قوطی سالم",
    photo: false,
    acts: ["merge_into_first"],
  },
];
