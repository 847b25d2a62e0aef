import { brand } from "../ids.ts";
import type { PlainDate } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Calendar, SpecialDay } from "./calendar.ts";
import { dateAfter } from "./calendar-day.ts";
import type { PublicHoliday } from "./public-holidays.ts";

/** Work ends at 13:00 on the eves of both religious feasts and of Republic Day. Source: Türkiye, law no. 2429, article 2. */
const morning = { from: "08:30", to: "13:00" };

/** The religious feasts by the beginning of their rule in the list, with the names of their eves. */
const feasts: readonly { readonly rule: string; readonly eve: Readonly<Record<Language, string>> }[] = [
  {
    rule: "1 Shawwal",
    eve: {
      en: "Eve of the Feast of Ramadan",
      tr: "Ramazan Bayramı arifesi",
      fa: "روز پیش از عید فطر (ترکیه)",
      ar: "وقفة عيد الفطر (تركيا)",
      ru: "Канун праздника Рамадан (Турция)",
    },
  },
  {
    rule: "10 Dhu al-Hijjah",
    eve: {
      en: "Eve of the Feast of the Sacrifice",
      tr: "Kurban Bayramı arifesi",
      fa: "روز پیش از عید قربان (ترکیه)",
      ar: "وقفة عيد الأضحى (تركيا)",
      ru: "Канун праздника жертвоприношения (Турция)",
    },
  },
];

const republicEve: Readonly<Record<Language, string>> = {
  en: "Eve of Republic Day",
  tr: "Cumhuriyet Bayramı öncesi (öğleden sonra)",
  fa: "روز پیش از عید جمهوریت ترکیه",
  ar: "عشية عيد الجمهورية التركية",
  ru: "Канун Дня Республики (Турция)",
};

/** The half days that the list of public holidays does not have. An eve that is a holiday itself is left to that holiday. */
export function turkishHalfDays(
  calendar: Calendar,
  holidays: readonly PublicHoliday[],
  year: number,
  language: Language,
): readonly SpecialDay[] {
  const eves = holidays.flatMap(({ rule, date }) => {
    const feast = feasts.find((each) => rule.startsWith(each.rule));
    return feast === undefined ? [] : [halfDay(dateAfter(calendar, date, -1), feast.eve[language])];
  });
  return [...eves, halfDay(brand<PlainDate>(`${String(year)}-10-28`), republicEve[language])];
}

function halfDay(date: PlainDate, name: string): SpecialDay {
  return { date, kind: "half_day", name, hours: morning, source: "seed" };
}
