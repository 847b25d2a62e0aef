import type { z } from "zod";
import type { staffCommandSchema } from "../../../schemas/staff-command.ts";
import type { ComplaintDetail } from "../use-complaint.ts";

/** A command as it is sent. */
export type CommandSent = z.input<typeof staffCommandSchema>;

/** A step of the process: a command of staff, or the customer's new passcode. */
export type StepKind = CommandSent["kind"] | "renew_passcode";

/** What every form of a step gets. */
export interface FormProps {
  readonly detail: ComplaintDetail;
  /** The remedy, question or sample that it is about, where its kind needs one. */
  readonly about?: string | undefined;
  /** Takes the form away; what was filled in stays until it was sent. */
  readonly close: () => void;
  /** Brings it back: it was taken back, or refused. */
  readonly reopen: () => void;
}
