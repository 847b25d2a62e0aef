import type { Attachment } from "../../attachment/attachment.ts";
import type { Store } from "../store.ts";
import { byMoment, frozenCopy, publish, type Tables } from "./tables.ts";

/** Files and the fetching of them. */
export function attachments(tables: Tables): Store["attachments"] {
  const change = (id: string, change: Partial<Attachment>): void => {
    const file = tables.attachments.get(id);
    if (!file) return;
    tables.attachments.set(id, frozenCopy({ ...file, ...change }));
    tables.attachmentLeases.delete(id);
    publish(tables, [{ kind: "attachment", id }]);
  };
  return {
    byId: async (id) => tables.attachments.get(id),
    byIds: async (ids) => ids.flatMap((id) => tables.attachments.get(id) ?? []),
    ofComplaint: async (id) =>
      [...tables.attachments.values()]
        .filter(({ complaintId }) => complaintId === id)
        .sort(byMoment((file) => file.announcedAt)),
    take: async (now, leaseMs, limit) =>
      [...tables.attachments.values()]
        .filter(({ id, state }) => state === "announced" || (state === "fetching" && leaseLapsed(tables, id, now)))
        .sort(byMoment((file) => file.announcedAt))
        .slice(0, limit)
        .map((file) => {
          const taken: Attachment = frozenCopy({ ...file, state: "fetching", attempts: file.attempts + 1 });
          tables.attachments.set(file.id, taken);
          tables.attachmentLeases.set(file.id, now.getTime() + leaseMs);
          return taken;
        }),
    stored: async (id, stored) => change(id, { state: "stored", stored }),
    refused: async (id, refusal) => change(id, { state: "refused", refusal }),
    ofErased: async (limit) =>
      [...tables.attachments.values()]
        .filter((file) => isErased(tables, file))
        .sort(byMoment((file) => file.announcedAt))
        .slice(0, limit),
    neverSent: async (before, limit) =>
      [...tables.attachments.values()]
        .filter((file) => isNobodys(file) && file.announcedAt < before)
        .sort(byMoment((file) => file.announcedAt))
        .slice(0, limit),
    remove: async (id) => {
      if (tables.attachments.delete(id)) publish(tables, [{ kind: "attachment", id }]);
    },
  };
}

function isErased(tables: Tables, file: Attachment): boolean {
  const { erasedAt } = tables.customers.get(file.customerId ?? "") ?? {};
  return isSettled(file) && file.complaintId === undefined && erasedAt !== undefined && file.announcedAt <= erasedAt;
}

/** Staff write files to customers who have no complaint, so that theirs may be in use without belonging to anybody. */
function isNobodys(file: Attachment): boolean {
  return (
    isSettled(file) && file.complaintId === undefined && file.customerId === undefined && file.origin === "customer"
  );
}

function isSettled({ state }: Attachment): boolean {
  return state === "stored" || state === "refused";
}

function leaseLapsed(tables: Tables, id: string, now: Date): boolean {
  return (tables.attachmentLeases.get(id) ?? 0) <= now.getTime();
}
