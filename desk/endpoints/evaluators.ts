import { dateOf } from "../../core/calendar/calendar-day.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { isFirstDecider } from "../../core/complaint/review.ts";
import { presentRound } from "../../core/complaint/rounds.ts";
import { problem } from "../../core/http/respond.ts";
import type { AgentId, PlainDate } from "../../core/ids.ts";
import type { Say } from "../../core/language/text-key.ts";
import { may } from "../../core/staff/permissions.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";
import { evaluatorSchema } from "../schemas/complaint-detail-schema.ts";
import { complaintId } from "../schemas/shared.ts";

/** Complaints are counted so far; whoever has more has too many anyway. */
const COUNTED = 1_000;

/** Who could evaluate a complaint. */
export function evaluatorEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Complaints",
      access: "complaint.command",
      method: "GET",
      path: "/api/v1/complaints/:id/evaluators",
      summary: "Who could evaluate it: people of its department first, the least busy first",
      params: z.object({ id: complaintId }),
      success: { status: 200, schema: z.object({ rows: z.array(evaluatorSchema) }) },
      refusals: [404],
      handle: async ({ params: { id }, say }) => {
        const complaint = await tools.store.complaints.byId(id);
        if (complaint === undefined) return problem(404, "staff.complaint_unknown");
        return { value: { rows: await evaluatorsOf(complaint, say, tools) } };
      },
    }),
  ];
}

async function evaluatorsOf(
  complaint: Complaint,
  say: Say,
  { store, clock }: DeskTools,
): Promise<z.input<typeof evaluatorSchema>[]> {
  const agents = (await store.staff.all()).filter(
    ({ disabledAt, role }) => disabledAt === undefined && may(role, "complaint.command"),
  );
  const load: Readonly<Record<string, number>> = await store.complaints.counts(
    Object.fromEntries(agents.map(({ id }) => [id, { evaluator: id, status: ["under_evaluation"] as const }])),
    COUNTED,
  );
  const calendar = await store.calendars.current();
  const today = calendar === undefined ? undefined : dateOf(calendar, clock.now());
  const rows = agents.map((agent) => {
    const reason = whyNot(complaint, agent.id, say);
    return {
      id: agent.id,
      name: agent.name,
      inDepartment: serves(agent, complaint),
      load: load[agent.id] ?? 0,
      away: isAway(agent, today),
      allowed: reason === undefined,
      ...(reason === undefined ? {} : { reason }),
    };
  });
  return rows.sort(
    (one, other) =>
      Number(other.inDepartment) - Number(one.inDepartment) ||
      Number(one.away) - Number(other.away) ||
      one.load - other.load,
  );
}

function whyNot(complaint: Complaint, agent: AgentId, say: Say): string | undefined {
  if (isFirstDecider(complaint, agent)) return say("refusal.same_evaluator");
  return presentRound(complaint)?.evaluator === agent ? say("refusal.assigned_already") : undefined;
}

/** Agents without departments serve all. */
function serves({ departments }: Agent, { department }: Complaint): boolean {
  return departments.length === 0 || (department !== undefined && departments.includes(department));
}

function isAway({ duty, absences = [] }: Agent, today: PlainDate | undefined): boolean {
  const isAbsent = today !== undefined && absences.some(({ from, to }) => from <= today && today <= to);
  return duty === "away" || isAbsent;
}
