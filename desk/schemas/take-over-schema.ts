import { startableFlows } from "../../core/casework/casework.ts";
import { z } from "./api-zod.ts";
import { agentId, departmentKey, line } from "./shared.ts";

/** To whom a conversation is handed on, and why: the next one reads it, and so does the complaint's history. */
export const handOnSchema = z
  .union([z.strictObject({ agentId, reason: line }), z.strictObject({ department: departmentKey, reason: line })])
  .openapi("HandOn");

/** The bot's questions that an agent can have put to a customer. */
export const startFlowSchema = z.strictObject({ flow: z.enum(startableFlows) }).openapi("StartFlow");

/** Whether conversations may be offered to oneself. */
export const dutySchema = z.strictObject({ duty: z.enum(["on", "away"]) }).openapi("Duty");
