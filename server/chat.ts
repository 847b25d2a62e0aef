import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createConsole, guises } from "../bots/console/index.ts";
import type { Guise } from "../bots/console/index.ts";
import { diskFileStore } from "../core/attachment/disk-file-store.ts";
import { newFileKey } from "../core/attachment/file-key.ts";
import type { Channel } from "../core/channel/channel.ts";
import { silentMeter } from "../core/meter.ts";
import { loadOrganisation } from "../core/organisation/profile.ts";
import { createRedress } from "../core/redress.ts";
import { createSecretHasher } from "../core/staff/secret-hasher.ts";
import { openStore } from "../core/store/open-store.ts";
import { createStartLinks } from "../core/turn/start-links.ts";
import type { Store } from "../core/store/store.ts";
import { systemPorts } from "../core/system.ts";

/** The whole bot in a terminal: `npm run chat -- --as whatsapp --lang fa`. Nothing is kept when it ends. */
async function chat(guise: Guise, locale: string | undefined): Promise<void> {
  const ports = systemPorts();
  const folder = await mkdtemp(join(tmpdir(), "redress-chat-"));
  const store = await openStore({ ids: ports.ids });
  const files = diskFileStore(join(folder, "files"));
  const channels: Channel[] = [];
  const redress = await createRedress(
    {
      store,
      ports,
      organisation: loadOrganisation(undefined),
      hasher: createSecretHasher(ports.random.bytes(32)),
      startLinks: createStartLinks(ports.random.bytes(32)),
      files,
      scan: undefined,
      meter: silentMeter,
      report: (error) => say(`! ${String(error)}`),
    },
    () => channels,
  );
  const terminal = createConsole({
    receive: redress.receive,
    guise,
    ...(locale === undefined ? {} : { locale }),
    ids: ports.ids,
    stage: async (bytes) => {
      const key = newFileKey("staged", ports.random);
      await files.put(key, bytes, "application/octet-stream");
      return key;
    },
    write: say,
  });
  channels.push(terminal.channel);
  await redress.start(new Map());
  say(`As ${guise}. Write, tap with /1, /2 …, send a file with /photo PATH, leave with /quit.`);
  await hold(terminal.take, store);
  await redress.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
}

/** Takes line by line until the person leaves or the input ends; each is answered before the next is read. */
async function hold(take: (line: string) => Promise<boolean>, store: Store): Promise<void> {
  await take("/start");
  await untilSaid(store);
  const { isTTY } = process.stdin;
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: isTTY, prompt: "> " });
  if (isTTY) lines.prompt();
  for await (const line of lines) {
    if (!isTTY) say(`> ${line}`);
    if (!(await take(line))) break;
    await untilSaid(store);
    if (isTTY) lines.prompt();
  }
  lines.close();
}

/** Milliseconds between looks at the outbox. */
const lookMs = 10;

async function untilSaid(store: Store): Promise<void> {
  while ((await store.outbox.lag(new Date())).waiting > 0) await pause(lookMs);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

const { values } = parseArgs({ options: { as: { type: "string", default: "webchat" }, lang: { type: "string" } } });
const guise = guises.find((each) => each === values.as);
if (guise === undefined) {
  say(`--as takes one of: ${guises.join(", ")}.`);
  process.exitCode = 2;
} else {
  await chat(guise, values.lang);
}
