import type { Role } from "../complaint/actor.ts";

/**
 * What each role may do at the desk. Which commands a role may give to a complaint, and when, is the process's own table
 * (`core/complaint/lifecycle.ts`); this one says who may come to it at all.
 *
 * Administrators work on complaints too: an organisation begins with that one account. Auditors read everything and change nothing.
 */
// prettier-ignore
export const permissions = {
  //                         agent  technical complaints administrator auditor
  "complaint.read":      row(true,  true,     true,      true,         true),
  "complaint.command":   row(true,  true,     true,      true,         false),
  "complaint.file":      row(true,  true,     true,      true,         false),
  "passcode.renew":      row(true,  false,    true,      true,         false),
  "attachment.upload":   row(true,  true,     true,      true,         false),
  "attachment.original": row(false, true,     true,      false,        false),
  "conversation.write":  row(true,  true,     true,      true,         false),
  "alert.settle":        row(true,  true,     true,      true,         false),
  "agent.list":          row(true,  true,     true,      true,         true),
  "agent.manage":        row(false, false,    false,     true,         false),
  "calendar.edit":       row(false, false,    true,      true,         false),
  "settings.read":       row(false, false,    true,      true,         true),
  "settings.edit":       row(false, false,    true,      true,         false),
  "board.read":          row(true,  true,     true,      true,         true),
  "board.whole":         row(false, false,    true,      true,         true),
  "audit.read":          row(false, false,    false,     false,        true),
  "self":                row(true,  true,     true,      true,         true),
} as const satisfies Record<string, Readonly<Record<Role, boolean>>>;

export type Permission = keyof typeof permissions;

// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the keys of the very object
export const permissionNames = Object.keys(permissions) as Permission[];

/** Whether a member of staff with `role` may use what `permission` names. */
export function may(role: Role, permission: Permission): boolean {
  return permissions[permission][role];
}

function row(
  agent: boolean,
  technical: boolean,
  complaints: boolean,
  administrator: boolean,
  auditor: boolean,
): Readonly<Record<Role, boolean>> {
  return { agent, technical_officer: technical, complaints_manager: complaints, administrator, auditor };
}
