import { problem } from "../core/http/respond.ts";
import type { HttpResponse } from "../core/http/route.ts";
import type { AgentId, AttachmentId, CategoryKey, ComplaintId, DepartmentKey } from "../core/ids.ts";
import { categoryByKey, departmentOf } from "../core/organisation/look-up.ts";
import type { DeskTools } from "./desk-tools.ts";

/** What a request refers to. */
export interface References {
  readonly category?: CategoryKey;
  readonly department?: DepartmentKey;
  readonly evaluator?: AgentId;
  readonly mentions?: readonly AgentId[];
  readonly attachments?: readonly AttachmentId[];
}

/**
 * The refusal for the first thing that does not exist, or is not the caller's to use; undefined where all do. A file may be used
 * by the complaint that it belongs to, or, if staff uploaded it, once by any.
 */
export async function unknownReference(
  wanted: References,
  complaint: ComplaintId | undefined,
  tools: DeskTools,
): Promise<HttpResponse | undefined> {
  const { category, department, evaluator, mentions = [], attachments = [] } = wanted;
  if (category !== undefined && !isLeaf(category, tools)) return problem(409, "staff.category_unknown");
  if (department !== undefined && departmentOf(tools.organisation, department) === undefined)
    return problem(409, "staff.department_unknown");
  if (!(await arePeople(evaluator, mentions, tools))) return problem(409, "staff.agent_unknown");
  return (await areUsable(attachments, complaint, tools)) ? undefined : problem(409, "staff.attachment_unknown");
}

/** A node with children is a question, not an answer. */
function isLeaf(key: CategoryKey, { organisation }: DeskTools): boolean {
  return categoryByKey(organisation, key)?.children.length === 0;
}

async function canEvaluate(id: AgentId, { store }: DeskTools): Promise<boolean> {
  const agent = await store.staff.byId(id);
  return agent !== undefined && agent.disabledAt === undefined && agent.role !== "auditor";
}

/** Auditors evaluate nothing; whoever can sign in can be mentioned. */
async function arePeople(
  evaluator: AgentId | undefined,
  mentions: readonly AgentId[],
  tools: DeskTools,
): Promise<boolean> {
  if (evaluator !== undefined && !(await canEvaluate(evaluator, tools))) return false;
  const found = await Promise.all(mentions.map((id) => tools.store.staff.byId(id)));
  return found.every((agent) => agent !== undefined && agent.disabledAt === undefined);
}

async function areUsable(
  ids: readonly AttachmentId[],
  complaint: ComplaintId | undefined,
  { store }: DeskTools,
): Promise<boolean> {
  if (ids.length === 0) return true;
  const found = await store.attachments.byIds(ids);
  if (new Set(found.map(({ id }) => id)).size !== new Set(ids).size) return false;
  return found.every(({ complaintId, origin }) =>
    complaintId === undefined ? origin === "staff" : complaintId === complaint,
  );
}
