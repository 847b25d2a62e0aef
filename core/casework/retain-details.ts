import { isPromiseAwaited } from "../complaint/remedies.ts";
import { ConcurrentChange } from "../errors.ts";
import { startLane } from "../lane/lane.ts";
import type { Lane } from "../lane/lane.ts";
import type { Organisation, Policy } from "../organisation/organisation.ts";
import type { LastContact } from "../store/retention-port.ts";
import { hasEnded } from "../store/queue-order.ts";
import type { Store } from "../store/store.ts";
import { momentOf } from "../system.ts";
import type { SystemPorts } from "../system.ts";
import { eraseRecord } from "./erase-record.ts";
import { draftWork } from "./work-draft.ts";

/** How long personal details are kept. */
export type Retention = Policy["retention"];

/** What keeping to it stands on. */
export interface RetentionTools {
  readonly store: Pick<Store, "retention" | "conversations" | "complaints" | "audit" | "commit">;
  readonly ports: SystemPorts;
  readonly organisation: Organisation;
  readonly report: (error: unknown) => void;
}

const everyMs = 60 * 60_000;

/** Customers that are looked at in one go. */
const pageSize = 200;

/** Starts the lane that erases the details of those who need no longer be known, as the policy in force has it. */
export function startRetaining(tools: RetentionTools): Lane {
  const round = async (): Promise<number> => {
    await eraseForgotten(tools);
    // Once an hour is enough, however many there were.
    return 0;
  };
  return startLane(round, everyMs, tools.report);
}

/** Erases everybody whose time is over; how many it was. One who writes at the same moment is left for the next time. */
export async function eraseForgotten(tools: RetentionTools): Promise<number> {
  let count = 0;
  for await (const contact of forgotten(tools.store, tools.organisation.policy.retention, tools.ports.clock.now())) {
    if (await eraseOne(tools, contact)) count += 1;
  }
  return count;
}

/** How many would be erased at `now` by `retention`, of each kind; none counted beyond `cap`. */
export async function countForgotten(
  store: Pick<Store, "retention">,
  retention: Retention,
  now: Date,
  cap: number,
): Promise<{ readonly ended: number; readonly neverFiled: number }> {
  const counted = { ended: 0, neverFiled: 0 };
  for await (const { hasFiled } of forgotten(store, retention, now)) {
    if (hasFiled) counted.ended += 1;
    else counted.neverFiled += 1;
    if (counted.ended + counted.neverFiled >= cap) break;
  }
  return counted;
}

/** Those whose time is over, the oldest first. */
async function* forgotten(
  store: Pick<Store, "retention">,
  retention: Retention,
  now: Date,
): AsyncGenerator<LastContact> {
  const limits = limitsOf(retention, now);
  const newest = [limits.ended, limits.neverFiled].flatMap((limit) => (limit === undefined ? [] : [limit.getTime()]));
  if (newest.length === 0) return;
  const before = new Date(Math.max(...newest));
  let after: string | undefined;
  do {
    const page = await store.retention.customersBefore(before, {
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    yield* page.rows.filter((contact) => isForgotten(contact, limits));
    after = page.next;
  } while (after !== undefined);
}

/** Nothing after these moments: the time of whoever is silent since then is over. */
interface Limits {
  readonly ended: Date | undefined;
  readonly neverFiled: Date | undefined;
}

function limitsOf({ endedAfterMonths, neverFiledAfterMonths }: Retention, now: Date): Limits {
  return { ended: monthsBefore(now, endedAfterMonths), neverFiled: monthsBefore(now, neverFiledAfterMonths) };
}

function monthsBefore(now: Date, months: number | undefined): Date | undefined {
  if (months === undefined) return undefined;
  const day = now.getUTCDate();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(first.getTime() + (Math.min(day, lastDay) - 1) * 86_400_000 + (now.getTime() % 86_400_000));
}

/** Nobody whose complaint runs, or to whom something is owed; else whoever filed by the last thing that happened in a complaint, whoever did not by when they last wrote. */
function isForgotten({ hasFiled, isRunning, lastEventAt, heardAt, createdAt }: LastContact, limits: Limits): boolean {
  const limit = hasFiled ? limits.ended : limits.neverFiled;
  if (isRunning || limit === undefined) return false;
  return [createdAt, lastEventAt, heardAt].every((moment) => moment === undefined || moment < limit);
}

async function eraseOne({ store, ports }: RetentionTools, { customerId }: LastContact): Promise<boolean> {
  const moment = momentOf(ports);
  const customer = await store.conversations.customer(customerId);
  if (customer === undefined || customer.erasedAt !== undefined) return false;
  const draft = draftWork(moment);
  // The conversations are read before the complaints: what is filed meanwhile changes a conversation, and this commit fails.
  await eraseRecord(store, draft, customer, moment.now);
  const complaints = await store.complaints.ofCustomer(customerId);
  if (complaints.some((complaint) => !hasEnded(complaint.status) || isPromiseAwaited(complaint))) return false;
  try {
    await store.commit(draft.work());
  } catch (fault) {
    if (fault instanceof ConcurrentChange) return false;
    throw fault;
  }
  await store.audit.append({
    at: moment.now,
    actor: "retention",
    action: "customer.erase",
    subject: `customer ${customerId}`,
    facts: {},
  });
  return true;
}
