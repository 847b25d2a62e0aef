import { parseArgs } from "node:util";
import { createTwilioClient, createTwilioContent } from "../bots/twilio/index.ts";
import { syncContent } from "../bots/whatsapp/index.ts";
import type { ContentSync } from "../bots/whatsapp/index.ts";
import { loadConfig } from "../core/config.ts";
import type { Config } from "../core/config.ts";
import { Fault } from "../core/errors.ts";
import { loadOrganisation } from "../core/organisation/profile.ts";

const USAGE = `npm run twilio:templates [-- --dry-run] [--prune]

Makes at Twilio the buttons, lists and approved words that WhatsApp needs in every language of the organisation, and asks WhatsApp to approve
the words. Run it after every update; what is there stays. --dry-run changes nothing, --prune deletes what no text needs any more.
`;

interface Flags {
  readonly isDryRun: boolean;
  readonly prunes: boolean;
}

/** Syncs what the configuration names; the lines to print. Rejects with a `Fault` where Twilio does not answer. */
export async function syncTemplates(config: Config, flags: Flags): Promise<readonly string[]> {
  const { twilio } = config;
  if (twilio === undefined) throw new Fault("twilio-unset", "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN");
  const content = createTwilioContent(await createTwilioClient(twilio));
  const { languages } = loadOrganisation(config.organisation);
  return linesOf(await syncContent(content, { languages, ...flags }), flags);
}

function linesOf(sync: ContentSync, { isDryRun }: Flags): readonly string[] {
  const counts = [
    `${isDryRun ? "would make" : "made"} ${String(sync.created.length)}`,
    `${isDryRun ? "would ask to approve" : "asked to approve"} ${String(sync.submitted.length)}`,
    `there already: ${String(sync.kept.length)}`,
    `needed by no text: ${String(sync.obsolete.length)}`,
    `${isDryRun ? "would delete" : "deleted"} ${String(sync.removed.length)}`,
  ];
  const named = [
    ...sync.created.map((name) => `  + ${name}`),
    ...sync.obsolete.map((name) => `  ${sync.removed.includes(name) ? "-" : "?"} ${name}`),
  ];
  return [`Content resources: ${counts.join("; ")}.`, ...named, ...approvalLines(sync)];
}

function approvalLines({ approvals }: ContentSync): readonly string[] {
  const byState = new Map<string, string[]>();
  for (const [name, state] of approvals) byState.set(state, [...(byState.get(state) ?? []), name]);
  const waiting = [...byState].filter(([state]) => state !== "approved");
  const approved = byState.get("approved")?.length ?? 0;
  return [
    `Approved by WhatsApp: ${String(approved)} of ${String(approvals.size)}.`,
    ...waiting.flatMap(([state, names]) => [
      `  ${state}: ${String(names.length)}`,
      ...names.map((name) => `    ${name}`),
    ]),
  ];
}

/** The command: its lines, or what does not work. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "dry-run": { type: "boolean", default: false },
      prune: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const flags = { isDryRun: values["dry-run"], prunes: values.prune };
  const lines = values.help ? [USAGE] : await syncTemplates(loadConfig(), flags);
  process.stdout.write(`${lines.join("\n")}\n`);
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
