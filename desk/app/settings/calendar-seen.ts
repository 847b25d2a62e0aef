import type { z } from "zod";
import type { calendarSchema } from "../../schemas/calendar-schema.ts";
import type { Wire } from "../api/wire.ts";

/** The working calendar in force. */
export type CalendarSeen = Wire<z.output<typeof calendarSchema>>;
