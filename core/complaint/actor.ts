import type { ChannelName } from "../channel/address.ts";
import type { AgentId, CustomerId } from "../ids.ts";

export const roles = ["agent", "technical_officer", "complaints_manager", "administrator", "auditor"] as const;

/** What a member of staff may do: an agent decides, a technical officer examines, a complaints manager oversees, an administrator sets up, an auditor only reads. */
export type Role = (typeof roles)[number];

/** Who did something. `system` names the rule by which the software acted on its own. */
export type Actor =
  | { readonly kind: "customer"; readonly customerId: CustomerId }
  | { readonly kind: "agent"; readonly agentId: AgentId; readonly role: Role }
  | { readonly kind: "system"; readonly rule: string };

/** Through which door something was done. */
export type Door = ChannelName | "site" | "desk" | "system";
