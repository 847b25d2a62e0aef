import type { OpeningHours, Weekday } from "../calendar/calendar.ts";
import type { AgentId, DepartmentKey, PlainDate } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Role } from "../complaint/actor.ts";

/** A member of staff who can sign in. */
export interface Agent {
  readonly id: AgentId;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly departments: readonly DepartmentKey[];
  readonly language: Language;
  /** argon2id; undefined until the person has set one by a one-time link. */
  readonly passwordHash?: string;
  readonly disabledAt?: Date;
  readonly createdAt: Date;
  /** Whether conversations may be offered to them, by their own word; unset: never said. */
  readonly duty?: "on" | "away";
  /** When a window of theirs was last open at the desk, to the minute. */
  readonly seenAt?: Date;
  /** Days on which they are not there, both ends included. */
  readonly absences?: readonly { readonly from: PlainDate; readonly to: PlainDate }[];
  /** Their own hours by weekday (1 Monday … 7 Sunday), in the organisation's time zone; unset: whenever the organisation is open. */
  readonly hours?: Readonly<Partial<Record<Weekday, OpeningHours>>>;
}

/** What can be changed of an agent, field by field. Unset: as it is. Null: taken away. */
export interface AgentFields extends Partial<
  Pick<Agent, "email" | "name" | "role" | "departments" | "language" | "passwordHash" | "duty" | "absences">
> {
  readonly disabledAt?: Date | null;
  readonly hours?: Agent["hours"] | null;
}

/** A signed-in browser or script. Only the SHA-256 of its secret is kept. */
export interface StaffSession {
  readonly tokenHash: string;
  readonly agentId: AgentId;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt?: Date;
}

/** A link that works once, to set a password: for the first administrator and for invited staff. Only the hash is kept. */
export interface OneTimeLink {
  readonly tokenHash: string;
  readonly agentId: AgentId;
  readonly expiresAt: Date;
  readonly usedAt?: Date;
}

/** One line of the audit trail: who looked at or did what. Each line's hash covers the one before it. */
export interface AuditEntry {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  /** Kind and id of what it concerned, for example `complaint 0192…`. */
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}
