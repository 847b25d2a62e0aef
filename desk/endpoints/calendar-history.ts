import { problem } from "../../core/http/respond.ts";
import { differenceOf } from "../../core/settings/difference.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { calendarLineSchema, publicHolidaysSchema } from "../schemas/calendar-schema.ts";
import { differenceSchema } from "../schemas/settings-schema.ts";
import { after, limit } from "../schemas/shared.ts";

const digits = (pattern: RegExp) => z.string().regex(pattern).transform(Number).openapi({ type: "integer" });

/** How the calendar came to be as it is, and the public lists from which it can be filled. */
export function calendarHistoryEndpoints(tools: DeskTools): readonly Endpoint[] {
  const frame = { tag: "Calendar", access: "complaint.read", method: "GET" } as const;
  return [
    endpoint({
      ...frame,
      path: "/api/v1/calendar/versions",
      summary: "Every version, the newest first: who made it and when",
      query: z.object({ after, limit: limit(100, 50) }),
      success: {
        status: 200,
        schema: z.object({ rows: z.array(calendarLineSchema).readonly(), next: z.string().optional() }),
      },
      handle: async ({ query }) => ({ value: await tools.store.calendars.history(exact(query)) }),
    }),
    endpoint({
      ...frame,
      path: "/api/v1/calendar/difference",
      summary: "What two versions differ in",
      query: z.object({ from: digits(/^\d{1,9}$/), to: digits(/^\d{1,9}$/) }),
      success: { status: 200, schema: differenceSchema },
      refusals: [404],
      handle: async ({ query }) => {
        const [before, next] = await Promise.all(
          [query.from, query.to].map((each) => tools.store.calendars.version(each)),
        );
        if (before === undefined || next === undefined) return problem(404, "staff.settings_version_unknown");
        return { value: { rows: differenceOf(lines(before), lines(next)) } };
      },
    }),
    endpoint({
      ...frame,
      path: "/api/v1/calendar/public-holidays",
      summary:
        "The public holidays of a year, religious ones included, as the public list has them: for importing those that are right",
      query: z.object({
        year: digits(/^(19|20|21)\d\d$/),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .optional(),
      }),
      success: { status: 200, schema: publicHolidaysSchema },
      handle: async ({ query }) => {
        const calendar = await tools.store.calendars.current();
        if (calendar === undefined) return { value: { rows: [] } };
        const { country, languages } = tools.organisation;
        // The list of the world's holidays takes half a second to load, and is needed once a year.
        const { seedUntil } = await import("../../core/calendar/seed.ts");
        const empty = { ...calendar, specialDays: [] };
        const { specialDays } = seedUntil(
          empty,
          { country: query.country ?? country, languages },
          query.year,
          query.year,
        );
        const known = new Set(calendar.specialDays.map(({ date }) => date));
        return { value: { rows: specialDays.map((day) => ({ ...day, isKnown: known.has(day.date) })) } };
      },
    }),
  ];
}

/** A calendar whose special days are named by their dates. */
function lines({
  version: _,
  specialDays,
  ...rest
}: NonNullable<Awaited<ReturnType<DeskTools["store"]["calendars"]["current"]>>>) {
  return { ...rest, specialDays: Object.fromEntries(specialDays.map(({ date, ...day }) => [date, day])) };
}
