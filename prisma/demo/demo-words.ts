import type { DemoStory } from "./stories.ts";

/** What customers and staff of the demo say besides the matter itself. */
interface DemoWords {
  readonly reason: string;
  readonly answer: string;
  readonly question: string;
  readonly firstReport: string;
  readonly secondReport: string;
  readonly discount: string;
  readonly replacement: string;
}

export const demoWords: Readonly<Record<DemoStory["language"], DemoWords>> = {
  en: {
    reason: "That does not put it right for me. The goods cannot be used.",
    answer: "They stood in the cellar at about fifteen degrees, all the time closed.",
    question: "How warm was the place where you kept the cans, and were they opened before?",
    firstReport:
      "We examined the retained sample of your lot. It keeps to the sheet; storage below 10 °C can have the effect you saw.",
    secondReport: "A second laboratory found crystals in the retained sample. The fault is ours, and we are sorry.",
    discount: "20 % off your next order",
    replacement: "Three new cans of 5 kg, brought to your door",
  },
  fa: {
    reason: "با این کار مشکل من حل نمی‌شود؛ کالا قابل استفاده نیست.",
    answer: "در زیرزمین بود، حدود پانزده درجه، و تمام مدت دربسته.",
    question: "دمای محل نگهداری چقدر بود و آیا قوطی‌ها پیش‌تر باز شده بودند؟",
    firstReport:
      "نمونهٔ نگهداری‌شدهٔ همین سری را بررسی کردیم. نمونه با مشخصات مطابق است؛ نگهداری در دمای زیر ۱۰ درجه می‌تواند چنین اثری داشته باشد.",
    secondReport: "آزمایشگاه دوم در نمونهٔ نگهداری‌شده بلور پیدا کرد. ایراد از ماست و پوزش می‌خواهیم.",
    discount: "۲۰٪ تخفیف در سفارش بعدی",
    replacement: "سه قوطی نو پنج کیلویی، تحویل در محل",
  },
  tr: {
    reason: "Bu benim sorunumu çözmüyor, ürün kullanılamaz durumda.",
    answer: "Bodrumda, yaklaşık on beş derecede, kapalı olarak duruyordu.",
    question: "Kutuları sakladığınız yer kaç dereceydi ve daha önce açılmışlar mıydı?",
    firstReport:
      "Partinizden sakladığımız numuneyi inceledik. Numune değerlere uygun; 10 °C altında saklama böyle bir etki yapabilir.",
    secondReport: "İkinci laboratuvar, sakladığımız numunede kristal buldu. Hata bizde, özür dileriz.",
    discount: "Sonraki siparişinizde %20 indirim",
    replacement: "Beş kiloluk üç yeni kutu, adresinize teslim",
  },
};
