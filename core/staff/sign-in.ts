import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { Agent } from "./agent.ts";
import { claimTry } from "./claim-try.ts";
import { openSession } from "./staff-sessions.ts";
import type { OpenedSession } from "./staff-sessions.ts";
import type { StaffTools } from "./staff-tools.ts";

/** Tries that one address has beyond those of one account: an office shares one. */
const SPARED_FOR_ORIGIN = 15;

/** Tries a second over all, for each process: what one core can hash beside its work, at about 20 ms a try. */
const TRIES_PER_SECOND = 20;

export type SignIn = (email: string, password: string, origin: string) => Promise<Result<OpenedSession>>;

/**
 * Opens a session for who knows the password. Whatever is wrong (no such account, no password yet, disabled, wrong), the refusal is
 * the same after the same work. Tries are counted per account, per origin and over all *before* anything is hashed.
 */
export function createSignIn(tools: StaffTools): SignIn {
  const overAll = new RateLimiterMemory({ points: TRIES_PER_SECOND, duration: 1 });

  return async (email, password, origin) => {
    const address = email.trim().toLowerCase();
    const keys = [`sign-in:account:${digest(address)}`, `sign-in:origin:${origin}`] as const;
    const until = (await claimBoth(tools, keys)) ?? (await claimOverAll(overAll, tools.clock.now()));
    if (until !== undefined) {
      tools.meter.throttled("sign_in");
      return refused("staff.too_many_tries", { until });
    }
    const agent = await proven(tools, address, password);
    if (agent === undefined) {
      await note(tools, "sign_in.refused", "unknown", { origin });
      return refused("staff.wrong_email_or_password");
    }
    await Promise.all(keys.map((key) => tools.store.throttles.clear(key)));
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

async function claimBoth(
  { store, clock }: StaffTools,
  [account, origin]: readonly [string, string],
): Promise<Date | undefined> {
  const now = clock.now();
  return (
    (await claimTry(store.throttles, account, 0, now)) ??
    (await claimTry(store.throttles, origin, SPARED_FOR_ORIGIN, now))
  );
}

async function claimOverAll(limiter: RateLimiterMemory, now: Date): Promise<Date | undefined> {
  try {
    await limiter.consume("all");
    return undefined;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return new Date(now.getTime() + rejection.msBeforeNext);
    throw rejection;
  }
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
