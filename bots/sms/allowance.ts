import type { Rate } from "../../core/channel/channel.ts";
import { DeliveryError, Fault } from "../../core/errors.ts";
import type { Clock } from "../../core/ports.ts";
import type { MessageId } from "../../core/ids.ts";

/** Shared counts, as the store keeps them: a bucket that holds `rate.count`, and fills evenly with as many in `rate.perMs`. */
export interface Buckets {
  take(key: string, rate: Rate, want: number, now: Date): Promise<{ readonly granted: number; readonly free: Date }>;
  giveBack(key: string, rate: Rate, count: number): Promise<void>;
}

/** Parts that may be sent in a day: to one number, to one country, in all. */
export interface SpendingLimits {
  readonly number: number;
  readonly country: number;
  readonly day: number;
}

export interface AllowanceTools {
  readonly buckets: Buckets;
  readonly limits: SpendingLimits;
  readonly clock: Clock;
  readonly meter: { throttled(what: string): void };
  /** Tells operators, with ids only. */
  readonly report: (fault: unknown, about?: Readonly<Record<string, string>>) => void;
}

/** What is to be paid for. */
export interface Expense {
  readonly phone: string;
  readonly country: string;
  readonly parts: number;
  readonly messageId: MessageId;
}

/** Guards what SMS cost, for all processes together. */
export interface Allowance {
  /** Takes the parts from every limit; rejects with `DeliveryError` (`spent`), nothing taken, where one is reached. Resolves with the way to give them back. */
  spend(expense: Expense): Promise<() => Promise<void>>;
}

const dayMs = 24 * 60 * 60 * 1_000;

type LimitName = "number" | "country" | "day";

/** The variable by which each limit is set, for whoever is told that it is reached. */
const variables: Readonly<Record<LimitName, string>> = {
  number: "SMS_PER_NUMBER_A_DAY",
  country: "SMS_PER_COUNTRY_A_DAY",
  day: "SMS_A_DAY",
};

interface Taken {
  readonly key: string;
  readonly rate: Rate;
  readonly count: number;
}

/**
 * The narrowest limit is asked first, so that what one number may not spend takes nothing from the others. A message of more parts than a limit holds takes all
 * of it: it would never be sent otherwise.
 */
export function createAllowance(tools: AllowanceTools): Allowance {
  return {
    spend: async (expense) => {
      const taken: Taken[] = [];
      for (const [name, key] of keysOf(expense)) {
        const rate = { count: tools.limits[name], perMs: dayMs };
        const count = Math.min(expense.parts, rate.count);
        const { granted } = await tools.buckets.take(key, rate, count, tools.clock.now());
        taken.push({ key, rate, count: granted });
        if (granted < count) {
          await giveBack(tools.buckets, taken);
          await tellOnce(tools, name, expense);
          throw new DeliveryError("sms", `the limit ${variables[name]} is reached`, {
            trouble: "spent",
            platformCode: name,
          });
        }
      }
      return () => giveBack(tools.buckets, taken);
    },
  };
}

function keysOf({ phone, country }: Expense): readonly (readonly [LimitName, string])[] {
  return [
    ["number", `sms:number:${phone}`],
    ["country", `sms:country:${country}`],
    ["day", "sms:day"],
  ];
}

async function giveBack(buckets: Buckets, taken: readonly Taken[]): Promise<void> {
  for (const { key, rate, count } of taken) if (count > 0) await buckets.giveBack(key, rate, count);
}

/** Once a day for each limit, by all processes together: it may be thousands of messages that are held back. */
async function tellOnce(
  { buckets, clock, meter, report }: AllowanceTools,
  name: LimitName,
  { country, messageId }: Expense,
): Promise<void> {
  meter.throttled(`sms_${name}`);
  const { granted } = await buckets.take(`sms:told:${name}`, { count: 1, perMs: dayMs }, 1, clock.now());
  if (granted === 0) return;
  report(new Fault("sms-spent", `the limit ${variables[name]} is reached: SMS are held back until it fills again`), {
    limit: variables[name],
    messageId,
    ...(name === "country" ? { country } : {}),
  });
}
