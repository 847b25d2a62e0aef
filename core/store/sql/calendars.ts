import { z } from "zod";
import type { Calendar } from "../../calendar/calendar.ts";
import { ConcurrentChange } from "../../errors.ts";
import { pageOf } from "../queue-order.ts";
import type { Store } from "../store.ts";
import { documentOf, moment, plainDate } from "./fields.ts";
import type { NewsDesk } from "./news.ts";
import type { StorePrisma } from "./prisma.ts";

const openingHours = z.object({ from: z.string(), to: z.string() });
const weekdayHours = openingHours.extend({ half: z.literal(true).exactOptional() });

/** JSON columns `week` and `special_days`. */
const week = z.object({
  1: weekdayHours.exactOptional(),
  2: weekdayHours.exactOptional(),
  3: weekdayHours.exactOptional(),
  4: weekdayHours.exactOptional(),
  5: weekdayHours.exactOptional(),
  6: weekdayHours.exactOptional(),
  7: weekdayHours.exactOptional(),
});
const specialDay = z.object({
  date: plainDate,
  kind: z.enum(["holiday", "half_day", "closure"]),
  name: z.string(),
  hours: openingHours.exactOptional(),
  source: z.enum(["seed", "administrator"]),
});

const calendarSchema: z.ZodType<Calendar> = documentOf<Calendar>()({
  version: z.number(),
  timeZone: z.string(),
  week,
  specialDays: z.array(specialDay),
  knownUntil: moment.transform((day) => day.toISOString().slice(0, 10)).pipe(plainDate),
});

const LONGEST_PAGE = 100;

/** Versions of the working calendar. */
export function calendars(prisma: StorePrisma, news: NewsDesk): Store["calendars"] {
  const optional = (row: unknown): Calendar | undefined => (row === null ? undefined : calendarSchema.parse(row));
  return {
    current: async () => optional(await prisma.calendar.findFirst({ orderBy: { version: "desc" } })),
    version: async (version) => optional(await prisma.calendar.findUnique({ where: { version } })),
    history: async ({ after, limit }) => {
      const rows = await prisma.calendar.findMany({
        select: { version: true, savedBy: true, savedAt: true },
        where: after === undefined ? {} : { version: { lt: Number(after) } },
        orderBy: { version: "desc" },
        take: Math.min(limit, LONGEST_PAGE) + 1,
      });
      return pageOf(rows, Math.min(limit, LONGEST_PAGE), ({ version }) => String(version));
    },
    save: async (calendar, savedBy, savedAt) => {
      const newest = await prisma.calendar.aggregate({ _max: { version: true } });
      // Of two that save the same version at once, the primary key refuses the second.
      if (calendar.version !== (newest._max.version ?? 0) + 1) throw new ConcurrentChange("the calendar");
      await prisma.calendar.create({
        data: {
          version: calendar.version,
          timeZone: calendar.timeZone,
          week: asJson(calendar.week),
          specialDays: asJson(calendar.specialDays),
          knownUntil: new Date(calendar.knownUntil),
          savedBy,
          savedAt,
        },
      });
      news.publish([{ kind: "calendar", id: String(calendar.version) }]);
    },
  };
}

/** A document as Prisma takes it: plain and writable. */
function asJson(value: unknown): z.core.util.JSONType & object {
  return z.union([z.array(z.json()), z.record(z.string(), z.json())]).parse(JSON.parse(JSON.stringify(value)));
}
