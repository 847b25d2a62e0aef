import type { Language } from "../../core/language/language.ts";
import type { ContentResource, TwilioContent } from "../twilio/index.ts";
import { ownPrefix, planContent } from "./content-plan.ts";
import type { PlannedContent } from "./content-plan.ts";

export interface SyncOptions {
  readonly languages: readonly Language[];
  /** Changes nothing, and tells what would be done. */
  readonly isDryRun: boolean;
  /** Deletes those of ours that no text needs any more. */
  readonly prunes: boolean;
}

/** What a run did, or would do; names of Content resources. */
export interface ContentSync {
  readonly created: readonly string[];
  readonly submitted: readonly string[];
  readonly kept: readonly string[];
  /** Ours, and needed by no text: texts change, and so do the names. */
  readonly obsolete: readonly string[];
  readonly removed: readonly string[];
  /** What WhatsApp says of each of the approved words, by its name. */
  readonly approvals: ReadonlyMap<string, string>;
}

/** Not asked for yet: https://www.twilio.com/docs/content/content-api-resources, approval statuses. */
const unsubmitted = "unsubmitted";

/**
 * Makes at Twilio what the texts need and is missing, and asks WhatsApp to approve what has to be. A second run finds everything there. One that
 * was broken off goes on where it stopped. Content of others is left alone. Rejects where Twilio does not do it.
 */
export async function syncContent(content: TwilioContent, options: SyncOptions): Promise<ContentSync> {
  const plan = planContent(options.languages);
  const found = new Map((await content.list()).map((resource) => [resource.name, resource]));
  const created: string[] = [];
  const submitted: string[] = [];
  for (const planned of plan) {
    const resource = found.get(planned.draft.name) ?? (await make(content, planned, options));
    if (!found.has(resource.name)) created.push(resource.name);
    found.set(resource.name, resource);
    if (!planned.needsApproval || resource.approval !== unsubmitted) continue;
    if (!options.isDryRun) await content.submit(resource);
    submitted.push(resource.name);
    found.set(resource.name, { ...resource, approval: "received" });
  }
  const obsolete = obsoleteOf(plan, [...found.values()]);
  const removed = options.prunes ? await remove(content, obsolete, options) : [];
  return {
    created,
    submitted,
    kept: plan.map(({ draft }) => draft.name).filter((name) => !created.includes(name)),
    obsolete: obsolete.map(({ name }) => name),
    removed,
    approvals: approvalsOf(plan, found),
  };
}

async function make(
  content: TwilioContent,
  { draft }: PlannedContent,
  { isDryRun }: SyncOptions,
): Promise<ContentResource> {
  if (!isDryRun) return content.create(draft);
  return { sid: "", name: draft.name, language: draft.language, approval: unsubmitted };
}

function obsoleteOf(plan: readonly PlannedContent[], found: readonly ContentResource[]): readonly ContentResource[] {
  const needed = new Set(plan.map(({ draft }) => draft.name));
  return found.filter(({ name }) => name.startsWith(ownPrefix) && !needed.has(name));
}

async function remove(
  content: TwilioContent,
  obsolete: readonly ContentResource[],
  { isDryRun }: SyncOptions,
): Promise<readonly string[]> {
  if (!isDryRun) for (const { sid } of obsolete) await content.remove(sid);
  return obsolete.map(({ name }) => name);
}

function approvalsOf(
  plan: readonly PlannedContent[],
  found: ReadonlyMap<string, ContentResource>,
): ReadonlyMap<string, string> {
  return new Map(
    plan.flatMap(({ draft, needsApproval }) =>
      needsApproval ? [[draft.name, found.get(draft.name)?.approval ?? unsubmitted] as const] : [],
    ),
  );
}
