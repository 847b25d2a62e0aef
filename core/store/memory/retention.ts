import { isPromiseAwaited } from "../../complaint/remedies.ts";
import { hasEnded, pageOf } from "../queue-order.ts";
import type { LastContact, RetentionStore } from "../retention-port.ts";
import type { Tables } from "./tables.ts";

/** How long customers have been silent. */
export function retention(tables: Tables): RetentionStore {
  return {
    customersBefore: async (before, { after = "", limit }) => {
      const rows = [...tables.customers.values()]
        .filter(({ erasedAt, createdAt }) => erasedAt === undefined && createdAt < before)
        .map((customer) => ({ customer, place: `${customer.createdAt.toISOString()} ${customer.id}` }))
        .filter(({ place }) => place > after)
        .sort((one, other) => (one.place < other.place ? -1 : 1));
      const page = pageOf(rows, limit, ({ place }) => place);
      return { ...page, rows: page.rows.map(({ customer }) => contactOf(tables, customer)) };
    },
  };
}

function contactOf(
  tables: Tables,
  { id, createdAt }: Pick<LastContact, "createdAt"> & { id: LastContact["customerId"] },
): LastContact {
  const complaints = [...tables.complaints.values()].filter(({ customerId }) => customerId === id);
  const numbers = new Set<string>(complaints.map((complaint) => complaint.id));
  const events = tables.events.filter(({ complaintId }) => numbers.has(complaintId)).map(({ at }) => at);
  const heard = [...tables.conversations.values()]
    .filter(({ customerId }) => customerId === id)
    .flatMap(({ lastInboundAt }) => (lastInboundAt === undefined ? [] : [lastInboundAt]));
  const [lastEventAt, heardAt] = [latest(events), latest(heard)];
  return {
    customerId: id,
    createdAt,
    hasFiled: complaints.length > 0,
    isRunning: complaints.some((complaint) => !hasEnded(complaint.status) || isPromiseAwaited(complaint)),
    ...(lastEventAt === undefined ? {} : { lastEventAt }),
    ...(heardAt === undefined ? {} : { heardAt }),
  };
}

function latest(moments: readonly Date[]): Date | undefined {
  return moments.toSorted((one, other) => other.getTime() - one.getTime())[0];
}
