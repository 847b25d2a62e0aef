import type { DepartmentKey } from "../../core/ids.ts";
import type { ConversationView, QueueFilter } from "../../core/store/lists.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { queueFilter } from "../queues.ts";
import type { QueueView } from "../queues.ts";
import type { QueueName } from "../schemas/queue-names.ts";
import { countsSchema } from "../schemas/counts-schema.ts";
import { queueView } from "./queue-view.ts";

/** Beyond this a number says no more than "many". */
const CAP = 1_000;

/** As many alerts as the list of them shows at most. */
const ALERTS = 500;

/** The numbers beside queues and views. */
export function countEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Complaints",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/counts",
      summary: "How many complaints each queue has, how many conversations each view, and how many alerts are open",
      success: { status: 200, schema: countsSchema },
      handle: async (_call, { agent: { id, departments } }) => {
        const view = await queueView(tools, id);
        const [complaints, ofDepartments, conversations, alerts] = await Promise.all([
          tools.store.complaints.counts(queueFilters(view), CAP),
          tools.store.complaints.counts(departmentFilters(departments, view), CAP),
          tools.store.conversations.counts(conversationViews(view.agentId, departments), CAP),
          tools.store.alerts.open(ALERTS, id),
        ]);
        return {
          value: { cap: CAP, complaints, departments: ofDepartments, conversations, alerts: alerts.length },
        };
      },
    }),
  ];
}

function queueFilters(view: QueueView): Record<QueueName, QueueFilter> {
  const of = (name: QueueName): QueueFilter => queueFilter(name, view);
  return {
    mine: of("mine"),
    unassigned: of("unassigned"),
    waiting_for_customer: of("waiting_for_customer"),
    at_risk: of("at_risk"),
    overdue: of("overdue"),
    safety: of("safety"),
    open: of("open"),
    all: of("all"),
  };
}

function departmentFilters(departments: readonly DepartmentKey[], view: QueueView): Record<string, QueueFilter> {
  const open = queueFilter("open", view);
  return Object.fromEntries(departments.map((department) => [department, { ...open, department }]));
}

function conversationViews(
  agentId: QueueView["agentId"],
  departments: readonly DepartmentKey[],
): Record<"mine" | "waiting" | "department" | "taken" | "all", ConversationView> {
  return {
    mine: { kind: "mine", agentId },
    waiting: { kind: "waiting" },
    // Who belongs to no department serves all.
    department: { kind: "waiting", ...(departments.length === 0 ? {} : { departments }) },
    taken: { kind: "taken" },
    all: { kind: "all" },
  };
}
