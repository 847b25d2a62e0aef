/**
 * Fails any test that reaches beyond this machine: a forgotten fake becomes a red test, not a hang. Jest loads it before
 * every test file. The attempt throws where it is made, and fails the test again afterwards in case it was caught.
 */
import { afterAll, afterEach } from "@jest/globals";
import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import { hostOfConnect, isLoopback } from "./loopback.ts";

const INSTALLED = Symbol.for("redress.network-guard");
const NAME_QUERIES =
  "lookup lookupService resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt reverse".split(
    " ",
  );

/** What was tried, such as `connect shop.example`. Kept on a core module, because every test file has its own globals. */
const attempts = installedAttempts() ?? install([]);

afterEach(failOnAttempts);
afterAll(failOnAttempts);

function failOnAttempts(): void {
  const made = attempts.splice(0);
  if (made.length > 0) throw new Error(`A test reached beyond this machine: ${made.join(", ")}. Give it a fake.`);
}

function installedAttempts(): string[] | undefined {
  const found: unknown = Reflect.get(net, INSTALLED);
  return Array.isArray(found) ? found : undefined;
}

function install(list: string[]): string[] {
  const refuse = (verb: string, host: string): void => {
    if (isLoopback(host)) return;
    list.push(`${verb} ${host}`);
    throw new Error(`Tests may use only loopback, not: ${verb} ${host}`);
  };
  Reflect.set(net, INSTALLED, list);
  before(net.Socket.prototype, ["connect"], (args) => {
    refuse("connect", hostOfConnect(args));
  });
  for (const resolver of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    before(resolver, NAME_QUERIES, (args) => {
      refuse("resolve", String(args[0]));
    });
  }
  before(dgram.Socket.prototype, ["connect", "send"], (args) => {
    refuse("send to", args.slice(1).find((part) => typeof part === "string") ?? "localhost");
  });
  return list;
}

/** Runs `check` with the arguments of each named method before the method itself. */
function before(owner: object, methods: readonly string[], check: (args: readonly unknown[]) => void): void {
  for (const name of methods) {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== "function") continue;
    const checked = function (this: unknown, ...args: unknown[]): unknown {
      check(args);
      return Reflect.apply(original, this, args);
    };
    Reflect.set(owner, name, Object.assign(checked, original));
  }
}
