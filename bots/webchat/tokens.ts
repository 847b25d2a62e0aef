import { z } from "zod";
import type { AttachmentId } from "../../core/ids.ts";
import type { Clock, Random } from "../../core/ports.ts";
import { lifetimes } from "./limits.ts";
import { conversationIdOf, seal, unseal } from "./verify.ts";
import type { ChatKeys, Opened } from "./verify.ts";

/** One person in one browser (or one user of an embedding site), and the conversation that belongs to them. */
export interface Visitor {
  readonly visitorId: string;
  /** As Direct Line's clients know it. */
  readonly conversationId: string;
}

/** What a client gets when it may speak as a visitor, in Direct Line's own words. */
export interface Grant {
  readonly token: string;
  readonly conversationId: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** Visitors' ids begin with `dl_`, which Direct Line's clients take as the sign that the id comes from the token. */
export const visitorIdSchema = z.string().regex(/^dl_[A-Za-z0-9_.@:-]{1,120}$/u);

const access = z.object({ user: visitorIdSchema });
const ticket = z.object({ user: visitorIdSchema, jti: z.string() });
/** Files are also shown in conversations that live with another Bot Framework service. */
const file = z.object({ user: z.string(), file: z.string() });

/** Makes and reads everything that the web chat signs. */
export interface Tokens {
  newVisitorId(): string;
  visitor(visitorId: string): Visitor;
  grant(visitorId: string): Grant;
  readAccess(token: string): Opened<Visitor>;
  /** The widget's own long-lived proof of who its visitor is. */
  visitorToken(visitorId: string): string;
  readVisitorToken(token: string): Opened<Visitor>;
  ticket(visitorId: string): string;
  /** Each ticket opens once in this process. */
  useTicket(token: string): Opened<Visitor>;
  fileToken(visitorId: string, fileId: AttachmentId): string;
  readFileToken(token: string): Opened<{ readonly user: string; readonly file: string }>;
}

export function createTokens(keys: ChatKeys, ports: { readonly clock: Clock; readonly random: Random }): Tokens {
  const used = createUsedTickets();
  const seconds = (): number => Math.floor(ports.clock.now().getTime() / 1_000);
  const random = (count: number): string => Buffer.from(ports.random.bytes(count)).toString("base64url");
  const visitor = (visitorId: string): Visitor => ({ visitorId, conversationId: conversationIdOf(visitorId, keys) });
  const asVisitor = (opened: Opened<{ readonly user: string }>): Opened<Visitor> =>
    opened.ok ? { ok: true, claims: visitor(opened.claims.user) } : opened;

  return {
    newVisitorId: () => `dl_${random(16)}`,
    visitor,
    grant: (visitorId) => {
      const { conversationId } = visitor(visitorId);
      const claims = { user: visitorId, conv: conversationId, iat: seconds() };
      const token = seal(claims, seconds() + lifetimes.token, keys.access);
      return { token, conversationId, expires_in: lifetimes.token };
    },
    readAccess: (token) => asVisitor(unseal(token, access, keys.access, ports.clock.now())),
    visitorToken: (visitorId) => seal({ user: visitorId }, seconds() + lifetimes.visitor, keys.visitor),
    readVisitorToken: (token) => asVisitor(unseal(token, access, keys.visitor, ports.clock.now())),
    ticket: (visitorId) => seal({ user: visitorId, jti: random(12) }, seconds() + lifetimes.ticket, keys.ticket),
    useTicket: (token) => {
      const opened = unseal(token, ticket, keys.ticket, ports.clock.now());
      if (opened.ok && !used.first(opened.claims.jti, seconds())) return { ok: false, why: "expired" };
      return asVisitor(opened);
    },
    fileToken: (visitorId, fileId) => {
      const expiresAt = (Math.floor(seconds() / lifetimes.file) + 2) * lifetimes.file;
      return seal({ user: visitorId, file: fileId }, expiresAt, keys.file);
    },
    readFileToken: (token) => unseal(token, file, keys.file, ports.clock.now()),
  };
}

/** Remembers tickets for as long as they could be used again. */
function createUsedTickets(): { first(id: string, now: number): boolean } {
  const until = new Map<string, number>();
  return {
    first: (id, now) => {
      for (const [old, expiry] of until) {
        if (expiry > now) break;
        until.delete(old);
      }
      if (until.has(id)) return false;
      until.set(id, now + lifetimes.ticket);
      return true;
    },
  };
}
