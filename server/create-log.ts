import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import { Fault } from "../core/errors.ts";
import type { Log, LogFacts } from "../core/log.ts";
import type { Config } from "../core/config.ts";

/** Names of facts whose values are taken out whoever logs them: a second net under the rule that nobody logs them at all. */
const SECRET_FACTS = [
  "password",
  "passcode",
  "token",
  "secret",
  "cookie",
  "authorization",
  "text",
  "words",
  "name",
  "phone",
  "email",
  "ip",
  "query",
  "body",
];

/** A log of one line of JSON per event, on standard output or `destination`. */
export function createLog(level: Config["logLevel"], destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: "event",
    redact: { paths: SECRET_FACTS, censor: "[taken out]" },
  };
  return wrap(destination === undefined ? pino(options) : pino(options, destination));
}

function wrap(logger: Logger): Log {
  return {
    debug: (facts, event) => logger.debug(facts, event),
    info: (facts, event) => logger.info(facts, event),
    warn: (facts, event) => logger.warn(facts, event),
    error: (facts, event, fault) => logger.error(withFault(facts, fault), event),
    fatal: (facts, event, fault) => logger.fatal(withFault(facts, fault), event),
    with: (facts) => wrap(logger.child(facts)),
  };
}

interface FaultFacts {
  readonly kind: string;
  readonly code?: string;
  readonly says?: string;
  readonly frames: readonly string[];
  readonly cause?: FaultFacts;
}

function withFault(facts: LogFacts, fault: unknown): object {
  return fault === undefined ? facts : { ...facts, fault: faultFacts(fault, 0) };
}

/** Libraries quote what they were given (a row, a URL, a body) in their messages; ours do not. So only ours are told. */
function faultFacts(fault: unknown, depth: number): FaultFacts {
  if (!isError(fault)) return { kind: typeof fault, frames: [] };
  const code: unknown = Reflect.get(fault, "code");
  return {
    kind: fault.name,
    ...(typeof code === "string" && /^[\w.-]{1,60}$/u.test(code) ? { code } : {}),
    ...(fault instanceof Fault ? { says: fault.message } : {}),
    frames: framesOf(fault),
    ...(fault.cause === undefined || depth > 4 ? {} : { cause: faultFacts(fault.cause, depth + 1) }),
  };
}

/** By its shape: what Node itself throws under a test is no instance of the test's own `Error`. */
function isError(fault: unknown): fault is Error {
  return typeof fault === "object" && fault !== null && "name" in fault && "message" in fault && "stack" in fault;
}

function framesOf({ stack = "" }: Error): string[] {
  return stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at .*(?::\d+:\d+\)?|\(native\)|<anonymous>\)?)$/u.test(line))
    .slice(0, 12);
}
