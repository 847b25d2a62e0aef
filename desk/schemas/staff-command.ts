import type { StaffCommand } from "../../core/casework/casework.ts";
import { exact, z } from "./api-zod.ts";
import { endingCommands } from "./command-ending.ts";
import { evidenceCommands } from "./command-evidence.ts";
import { remedyCommands } from "./command-remedies.ts";
import { reviewCommands } from "./command-review.ts";

/** One schema for each command of staff; one that is missing, or is no command, does not compile. */
const schemas = { ...reviewCommands, ...evidenceCommands, ...remedyCommands, ...endingCommands } satisfies Record<
  StaffCommand["kind"],
  z.ZodObject
>;

/** Every command that staff can give to a complaint. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the keys of the very object
export const staffCommandKinds = Object.keys(schemas) as StaffCommand["kind"][];

const { first_review, route, escalate, assign } = schemas;
const { ask, withdraw_question, add_evidence, note, ask_for_sample, move_sample } = schemas;
const { decide, told, carry_out_remedy, withdraw, merge, reopen, carry_out_ruling } = schemas;

/** A command as it is sent: told apart by `kind`. */
export const staffCommandSchema = z
  .discriminatedUnion("kind", [
    first_review,
    route,
    escalate,
    assign,
    ask,
    withdraw_question,
    add_evidence,
    note,
    ask_for_sample,
    move_sample,
    decide,
    told,
    carry_out_remedy,
    withdraw,
    merge,
    reopen,
    carry_out_ruling,
  ])
  .openapi("StaffCommand")
  .transform((command): StaffCommand => exact(command));
