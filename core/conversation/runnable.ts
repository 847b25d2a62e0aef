import type { z } from "zod";
import type { Prompt } from "../channel/prompt.ts";
import type { Outcome } from "./conversation-command.ts";
import type { Facts } from "./facts.ts";
import type { Answer, Extra, Finish, Flow, Read, Telling } from "./flow.ts";

/** Slots as they are kept: each flow's schema says what they hold. */
export type Slots = Readonly<Record<string, unknown>>;

/** A flow whose types are its own business: slots go in and out unchecked, and are checked here. */
export interface RunnableFlow {
  readonly name: string;
  readonly version: number;
  /** The slots that the flow's schema accepts; broken ones are left out, the others kept. */
  readonly check: (slots: Slots) => Slots;
  readonly has: (step: string) => boolean;
  readonly start: (slots: Slots, facts: Facts) => string;
  readonly ask: (step: string, slots: Slots, facts: Facts) => Prompt;
  readonly read: (step: string, answer: Answer, slots: Slots, facts: Facts) => Read<Slots>;
  /** The step after `step`, or `done`. */
  readonly next: (step: string, slots: Slots, facts: Facts) => string;
  readonly back: (step: string, slots: Slots, facts: Facts) => Slots | undefined;
  readonly finish: (slots: Slots, facts: Facts) => Finish;
  readonly tell: (outcome: Outcome, slots: Slots, facts: Facts) => Telling;
  /** The slots with what answers none of the flow's questions; undefined where the flow has no place for it. */
  readonly collect: (slots: Slots, extra: Extra) => Slots | undefined;
  /** Whether what the flow asks is no longer wanted. */
  readonly isOver: (slots: Slots, facts: Facts) => boolean;
  /** Slots that hold the customer's own words. */
  readonly words: readonly string[];
}

/** Every flow by its name. */
export type Flows = Readonly<Record<string, RunnableFlow>>;

/** Makes flows of different slots fit for one table. An unknown step is a programming error and throws. */
export function runnable<Own extends object, Id extends string>(flow: Flow<Own, Id>): RunnableFlow {
  const isStep = (id: string): id is Id => Object.hasOwn(flow.steps, id);
  const stepOf = (id: string) => {
    if (!isStep(id)) throw new RangeError(`flow ${flow.name} has no step ${id}`);
    return flow.steps[id];
  };
  const own = (slots: Slots) => keepValid(flow.slots, slots);
  return {
    name: flow.name,
    version: flow.version,
    check: (slots) => plain(own(slots)),
    has: isStep,
    start: (slots, facts) => flow.start(own(slots), facts),
    ask: (step, slots, facts) => stepOf(step).ask(own(slots), facts),
    read: (step, answer, slots, facts) => {
      const read = stepOf(step).read(answer, own(slots), facts);
      return read.ok ? { ...read, slots: plain(read.slots) } : read;
    },
    next: (step, slots, facts) => stepOf(step).next(own(slots), facts),
    back: (step, slots, facts) => {
      const shorter = stepOf(step).back?.(own(slots), facts);
      return shorter === undefined ? undefined : { ...slots, ...plain(shorter) };
    },
    finish: (slots, facts) => flow.finish(own(slots), facts),
    tell: (outcome, slots, facts) => flow.tell(outcome, own(slots), facts),
    collect: (slots, extra) => {
      const before = own(slots);
      const collected = flow.collect?.(before, extra);
      return collected === undefined ? undefined : plain({ ...before, ...collected });
    },
    words: flow.words ?? [],
    isOver: (slots, facts) => flow.isOver?.(own(slots), facts) ?? false,
  };
}

function plain(slots: object): Slots {
  return { ...slots };
}

function keepValid<Valid>(schema: z.ZodType<Valid>, slots: Slots): Valid {
  const parsed = schema.safeParse(slots);
  if (parsed.success) return parsed.data;
  const broken = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const rest = Object.entries(slots).filter(([name]) => !broken.has(name));
  return rest.length === Object.keys(slots).length ? schema.parse({}) : keepValid(schema, Object.fromEntries(rest));
}
