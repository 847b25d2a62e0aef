import { createHash } from "node:crypto";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import { createSecretThrottle } from "../throttle/secret-throttle.ts";
import type { Agent } from "./agent.ts";
import { openSession } from "./staff-sessions.ts";
import type { OpenedSession } from "./staff-sessions.ts";
import type { StaffTools } from "./staff-tools.ts";

/** Five wrong passwords, then a wait; the cap keeps a stranger from locking somebody out for good: 24 guesses a day lead nowhere against 12 characters. */
export const passwordBlocking = { free: 5, firstMs: 15 * 60_000, longestMs: 60 * 60_000 } as const;

export type SignIn = (email: string, password: string, origin: string) => Promise<Result<OpenedSession>>;

/**
 * Opens a session for who knows the password. Whatever is wrong (no such account, no password yet, disabled, wrong), the refusal is
 * the same after the same work. Tries are counted per account, per origin and over all *before* anything is hashed.
 */
export function createSignIn(tools: StaffTools): SignIn {
  const throttle = createSecretThrottle(tools.store.throttles, "sign-in", passwordBlocking);

  return async (email, password, origin) => {
    const address = email.trim().toLowerCase();
    const account = digest(address);
    const until = await throttle.claim(account, origin, tools.clock.now());
    if (until !== undefined) {
      tools.meter.throttled("sign_in");
      return refused("staff.too_many_tries", { until });
    }
    const agent = await proven(tools, address, password);
    if (agent === undefined) {
      await note(tools, "sign_in.refused", "unknown", { origin });
      return refused("staff.wrong_email_or_password");
    }
    await throttle.clear(account, origin);
    const opened = await openSession(tools, agent);
    await note(tools, "sign_in", agent.id, { origin });
    return accepted(opened);
  };
}

async function proven(tools: StaffTools, email: string, password: string): Promise<Agent | undefined> {
  const agent = await tools.store.staff.byEmail(email);
  if (agent?.passwordHash === undefined) {
    await tools.hasher.burn(password);
    return undefined;
  }
  const isRight = await tools.hasher.verify(agent.passwordHash, password);
  return isRight && agent.disabledAt === undefined ? agent : undefined;
}

async function note(
  tools: StaffTools,
  action: string,
  actor: string,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  await tools.store.audit.append({ at: tools.clock.now(), actor, action, subject: "staff", facts });
}

/** Keys are of one length, and the table of tries is no list of addresses. */
function digest(address: string): string {
  return createHash("sha256").update(address).digest("base64url");
}
