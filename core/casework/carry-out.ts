import type { Actor, Door } from "../complaint/actor.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { CommandContext } from "../complaint/context.ts";
import { handle } from "../complaint/handle.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { ComplaintId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";
import { momentOf } from "../system.ts";
import { addChange } from "./add-change.ts";
import { commitWork } from "./commit-work.ts";
import { loadAudience } from "./load-audience.ts";
import { retryOnRace } from "./retry.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/** Everything that the process wants to know about a command besides the complaint. */
export function commandContext(
  tools: CaseworkTools,
  moment: Moment,
  by: { readonly actor: Actor; readonly door: Door },
  language: Language,
): CommandContext {
  return { moment, ...by, calendar: tools.calendar(), policy: tools.organisation.policy, say: tools.sayIn(language) };
}

/** Who gives a command, through which door, and, where it matters, the version of the complaint that they had before them. */
export interface GivenBy {
  readonly actor: Actor;
  readonly door: Door;
  readonly seen?: number;
}

/** What a command would do and tell, before anything is committed. */
export interface DraftedCommand {
  readonly after: Complaint;
  readonly work: UnitOfWork;
}

/** Loads the complaint, lets the process decide, and commits the change with its notices; races are tried again on the newer state. */
export async function carryOut(
  tools: CaseworkTools,
  id: ComplaintId,
  command: ComplaintCommand,
  by: GivenBy,
): Promise<Result<Complaint>> {
  return commitDraft(tools, () => draftCommand(tools, id, command, by));
}

/** Commits what `draft` makes; made anew from fresh state whenever the commit loses a race. */
export async function commitDraft(
  tools: CaseworkTools,
  draft: () => Promise<Result<DraftedCommand>>,
): Promise<Result<Complaint>> {
  return retryOnRace(async () => {
    const drafted = await draft();
    if (!drafted.ok) return drafted;
    await commitWork(tools, drafted.value.work);
    return accepted(drafted.value.after);
  });
}

/** All that carrying out the command would write. Refused as the process refuses it, and where the complaint is not in the version that was seen. */
export async function draftCommand(
  tools: CaseworkTools,
  id: ComplaintId,
  command: ComplaintCommand,
  by: GivenBy,
): Promise<Result<DraftedCommand>> {
  const complaint = await tools.store.complaints.byId(id);
  if (complaint === undefined) return refused("refusal.complaint_unknown");
  if (by.seen !== undefined && by.seen !== complaint.version) return refused("refusal.changed_meanwhile");
  const moment = momentOf(tools);
  const change = handle(complaint, command, commandContext(tools, moment, by, complaint.language));
  if (!change.ok) return change;
  const draft = draftWork(moment);
  // Files that staff uploaded belong to the complaint from the command that names them.
  if ("attachments" in command) draft.claim(command.attachments, id);
  addChange(draft, change.value, await loadAudience(tools, complaint), tools, moment);
  return accepted({ after: change.value.after, work: draft.work() });
}
