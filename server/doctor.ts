import { configReport } from "../core/config/config-report.ts";
import type { PartReport } from "../core/config/part-report.ts";
import { readConfig, readEnvironment, processEnvironment } from "../core/config.ts";
import type { RawEnvironment } from "../core/config.ts";
import { Fault } from "../core/errors.ts";
import { openFiles } from "../core/open-parts.ts";
import { loadOrganisation } from "../core/organisation/profile.ts";
import { reachDatabase } from "../core/store/reach-database.ts";
import { tryTelegram } from "./open-telegram.ts";
import { tryTwilio } from "./open-twilio.ts";

/** One thing that was tried. */
interface Finding {
  readonly what: string;
  /** Undefined where it works. */
  readonly trouble: string | undefined;
  /** The server starts all the same, and tries again. */
  readonly isPassing?: true;
}

/** What the doctor says, and whether the server would start. */
export interface Diagnosis {
  readonly text: string;
  readonly wouldStart: boolean;
}

const MARKS = { on: "on  ", off: "off ", half: "HALF" } as const;

/** Looks at everything that the server needs: the variables, the profile, the database, the place for files, the Telegram bot, the Twilio account. Makes no more than DATA_DIR and its secret key, as a start would. */
export async function examine(raw: RawEnvironment): Promise<Diagnosis> {
  const { environment, troubles } = readEnvironment(raw);
  const findings = troubles.length > 0 ? [] : await tryOut(raw);
  const failed = findings.filter(({ trouble, isPassing }) => trouble !== undefined && isPassing !== true);
  const wouldStart = troubles.length === 0 && failed.length === 0;
  const lines = [
    `Redress in ${environment.NODE_ENV}`,
    "",
    ...configReport(environment).map(lineOf),
    "",
    ...troubles.map(({ variable, explanation }) => `  WRONG ${variable} ${explanation}`),
    ...findings.map(findingLine),
    "",
    wouldStart ? "It would start." : "It would not start: mend what is marked WRONG.",
  ];
  return { text: `${lines.join("\n")}\n`, wouldStart };
}

function findingLine({ what, trouble, isPassing }: Finding): string {
  if (trouble === undefined) return `  ok    ${what}`;
  return isPassing === true ? `  LATER ${what}: ${trouble}` : `  WRONG ${what}: ${trouble}`;
}

function lineOf({ part, state, why }: PartReport): string {
  return `  ${MARKS[state]}  ${part.padEnd(28)} ${why}`;
}

async function tryOut(raw: RawEnvironment): Promise<readonly Finding[]> {
  const config = readConfig(raw);
  const { telegram, twilio } = config;
  return [
    await attempt("organisation's profile", () => loadOrganisation(config.organisation)),
    await attempt("database", () => reachDatabase(config)),
    await attempt("place for files", () => openFiles(config).check()),
    ...(telegram === undefined ? [] : [await attemptPlatform("Telegram bot", () => tryTelegram(telegram))]),
    ...(twilio === undefined ? [] : [await attemptPlatform("Twilio account", () => tryTwilio(twilio, new Date()))]),
  ];
}

async function attemptPlatform(what: string, work: () => Promise<void>): Promise<Finding> {
  return { ...(await attempt(what, work)), isPassing: true };
}

async function attempt(what: string, work: () => unknown): Promise<Finding> {
  try {
    await work();
    return { what, trouble: undefined };
  } catch (fault) {
    return { what, trouble: fault instanceof Fault ? fault.message : "it does not answer" };
  }
}

if (import.meta.main) {
  const { text, wouldStart } = await examine(processEnvironment());
  process.stdout.write(text);
  process.exitCode = wouldStart ? 0 : 1;
}
