import type { z } from "zod";
import { proofText } from "../../core/calendar/proof-text.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { mayNow } from "../../core/complaint/obstacles.ts";
import { Fault } from "../../core/errors.ts";
import type { Say } from "../../core/language/text-key.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { may } from "../../core/staff/permissions.ts";
import type { Permission } from "../../core/staff/permissions.ts";
import type { Store } from "../../core/store/store.ts";
import type { commandStateSchema, complaintSchema } from "../schemas/complaint-schema.ts";
import { staffCommandKinds } from "../schemas/staff-command.ts";

/** A complaint with each clock explained in words, by the version of the calendar that it was reckoned with. */
export async function complaintView(
  complaint: Complaint,
  say: Say,
  store: Pick<Store, "calendars">,
): Promise<z.input<typeof complaintSchema>> {
  const versions = [...new Set(complaint.clocks.map(({ calendarVersion }) => calendarVersion))];
  const calendars = new Map(
    await Promise.all(versions.map(async (version) => [version, await store.calendars.version(version)] as const)),
  );
  const clocks = complaint.clocks.map((clock) => {
    const calendar = calendars.get(clock.calendarVersion);
    if (calendar === undefined)
      throw new Fault("calendar-missing", `version ${String(clock.calendarVersion)} of the calendar is gone`);
    return { ...clock, explanation: proofText(clock, say, calendar) };
  });
  return { ...complaint, clocks };
}

/** Each command of staff: whether `agent` may give it now, else the process's own reason. */
export function commandStates(complaint: Complaint, agent: Agent, say: Say): z.infer<typeof commandStateSchema>[] {
  const actor = { kind: "agent", agentId: agent.id, role: agent.role } as const;
  return [...staffCommandKinds, "renew_passcode" as const].map((kind) => {
    const needed: Permission = kind === "renew_passcode" ? "passcode.renew" : "complaint.command";
    if (!may(agent.role, needed))
      return { kind, allowed: false, reason: { key: "staff.not_allowed", text: say("staff.not_allowed") } };
    const permitted = mayNow(complaint, kind, actor);
    if (permitted.ok) return { kind, allowed: true };
    const { key, args } = permitted.refusal;
    return { kind, allowed: false, reason: { key, text: say(key, args) } };
  });
}
