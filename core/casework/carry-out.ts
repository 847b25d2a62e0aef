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

/** Loads the complaint, lets the process decide, and commits the change with its notices; races are tried again on the newer state. */
export async function carryOut(
  tools: CaseworkTools,
  id: ComplaintId,
  command: ComplaintCommand,
  by: { readonly actor: Actor; readonly door: Door },
): Promise<Result<Complaint>> {
  return retryOnRace(async () => {
    const complaint = await tools.store.complaints.byId(id);
    if (complaint === undefined) return refused("refusal.complaint_unknown");
    const moment = momentOf(tools);
    const change = handle(complaint, command, commandContext(tools, moment, by, complaint.language));
    if (!change.ok) return change;
    const draft = draftWork(moment);
    // Files that staff uploaded belong to the complaint from the command that names them.
    if ("attachments" in command) draft.claim(command.attachments, id);
    addChange(draft, change.value, await loadAudience(tools, complaint), tools, moment);
    await commitWork(tools, draft.work());
    return accepted(change.value.after);
  });
}
