import { Fault } from "../errors.ts";
import { mentions } from "../language/mention.ts";
import { safetyWords } from "../language/words.ts";
import type { Change, Consequence } from "./change.ts";
import { startStage } from "./clocks.ts";
import type { Register } from "./command.ts";
import type { Complaint, Evidence } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { mayRegister } from "./lifecycle.ts";
import { signed } from "./signed.ts";

/**
 * The first command of every complaint: registered, its first clock running, the customer told of number and passcode. Files that came
 * with it are its first evidence. Words of danger in it alert staff at once. Throws `Fault` for an actor whom `mayRegister` refuses: ask it at the door.
 */
export function register(command: Register, context: CommandContext): Change {
  const permitted = mayRegister(context.actor, command.customerId);
  if (!permitted.ok) throw new Fault("registration-not-allowed", permitted.refusal.key);
  const { complaint: after, follows } = startStage(blank(command, context), "first_review", 1, context);
  const from = command.source === undefined ? {} : { source: command.source };
  const facts = { number: after.number, category: after.matter.category, files: command.attachments.length, ...from };
  return {
    after,
    events: signed(after.id, [{ kind: "registered", facts }], context),
    follows: [
      ...follows,
      { kind: "notice", notice: { kind: "registered", passcode: command.passcode } },
      ...alertOfDanger(command),
    ],
  };
}

/** Words of danger are seen before the first review, which escalates: it may be two days away. */
function alertOfDanger({ matter, language }: Register): readonly Consequence[] {
  const told = `${matter.description}\n${matter.expectation ?? ""}`;
  return mentions(safetyWords, told, language) ? [{ kind: "alert", alert: { kind: "safety" } }] : [];
}

function blank(command: Register, context: CommandContext): Complaint {
  const { id, number, passcodeHash, customerId, language, matter } = command;
  return {
    id,
    number,
    passcodeHash,
    version: 1,
    customerId,
    filedBy: context.actor,
    door: context.door,
    ...(command.heardBy === undefined ? {} : { heardBy: command.heardBy }),
    language,
    registeredAt: context.moment.now,
    status: "received",
    matter,
    rounds: [],
    questions: [],
    samples: [],
    evidence: firstEvidence(command, context),
    clocks: [],
  };
}

function firstEvidence({ attachments }: Register, { moment, actor, door }: CommandContext): readonly Evidence[] {
  if (attachments.length === 0) return [];
  return [{ id: moment.ids.uuid(), at: moment.now, by: actor, door, attachments, internal: false }];
}
