import { setTimeout as pause } from "node:timers/promises";
import { DateTime } from "luxon";
import sharp from "sharp";
import { newFileKey } from "../core/attachment/file-key.ts";
import type { Channel } from "../core/channel/channel.ts";
import type { Role } from "../core/complaint/actor.ts";
import { loadConfig } from "../core/config.ts";
import type { Complaint } from "../core/complaint/complaint.ts";
import { brand } from "../core/ids.ts";
import type { AgentId } from "../core/ids.ts";
import { silentLog } from "../core/log.ts";
import { silentMeter } from "../core/meter.ts";
import { openParts } from "../core/open-parts.ts";
import { createRedress } from "../core/redress.ts";
import type { RedressParts } from "../core/redress.ts";
import type { Agent } from "../core/staff/agent.ts";
import { systemPorts } from "../core/system.ts";
import type { SystemPorts } from "../core/system.ts";
import { demoChats } from "./demo/chats.ts";
import { saveDemoReplies } from "./demo/replies.ts";
import { demoStories } from "./demo/stories.ts";
import { tellChat } from "./demo/tell-chat.ts";
import { tellStory } from "./demo/tell-story.ts";
import type { Stage } from "./demo/tell-story.ts";

/**
 * `npm run db:seed`: a complaint in every state, conversations that wait and that somebody has, ready-made replies, in three languages, and a member of staff for
 * each role. Into an empty installation only.
 */
async function seed(): Promise<void> {
  const config = loadConfig();
  if (config.mode === "production") {
    stop("The demo is not for production: set NODE_ENV=development, and use a database of its own.");
    return;
  }
  const clock = movableClock();
  const parts = await openParts(config, silentLog, silentMeter, clock.ports);
  const { store } = parts;
  const known = await store.complaints.queue({}, { limit: 1 });
  if (known.rows.length > 0) {
    await store.close();
    stop(
      "There are complaints already. The demo goes into an empty installation: choose another DATA_DIR or DATABASE_URL.",
    );
    return;
  }
  const password = `demo-${clock.ports.random.digits(10)}`;
  const agents = await saveStaff(parts, password);
  // The demo's timers belong to the server that is started on it later.
  const idle = { ...parts, store: { ...store, timers: { start: async () => undefined, stop: async () => undefined } } };
  const redress = await createRedress(idle, () => [webchat]);
  await redress.start(new Map());
  const stage: Stage = {
    parts,
    redress,
    later: clock.later,
    settled: () => untilQuiet(parts),
    stagePhoto: () => stagePhoto(parts),
    agents: { first: agents.agent, second: agents.complaints_manager },
  };
  await tellAll(stage, clock);
  await tellChats(stage, clock);
  await saveDemoReplies(parts, agents.administrator);
  await redress.stop();
  await store.close();
  tell([
    `${String(demoStories.length)} complaints and ${String(demoChats.length)} conversations without one are there. Everybody of the demo signs in with the password ${password}:`,
    ...Object.values(agents).map(({ email, role }) => `  ${email} (${role})`),
  ]);
}

const webchat: Channel = {
  name: "webchat",
  capabilities: {
    maxButtons: 12,
    maxButtonLabel: 60,
    maxListItems: 0,
    maxListLabel: 0,
    maxText: 4_000,
    maxFile: 20_000_000,
  },
  send: () => Promise.resolve({}),
};

/** Oldest first, so that the list reads as if it had grown. */
async function tellAll(stage: Stage, clock: MovableClock): Promise<void> {
  const oldestFirst = [...demoStories.entries()].toSorted(([, a], [, b]) => b.daysAgo - a.daysAgo);
  let first: Complaint | undefined;
  for (const [index, story] of oldestFirst) {
    clock.moveTo(story.daysAgo, stage.parts.organisation.timeZone);
    const complaint = await tellStory(stage, story, `dl_demo_${String(index + 1)}`, first);
    if (index === 0) first = complaint;
  }
}

/** The longest ago first, so that the line is in order. */
async function tellChats(stage: Stage, clock: MovableClock): Promise<void> {
  for (const [index, chat] of demoChats.entries()) {
    clock.moveToMinutes(chat.minutesAgo);
    await tellChat(stage, chat, `dl_demo_chat_${String(index + 1)}`);
  }
}

interface MovableClock {
  readonly ports: SystemPorts;
  /** To the morning of that day in the zone, when nothing is held back for the night; of today, to six hours ago at the latest. */
  readonly moveTo: (daysAgo: number, timeZone: string) => void;
  readonly moveToMinutes: (ago: number) => void;
  readonly later: (hours: number) => void;
}

/** A clock that begins in the past and never passes the present: the demo has happened already. */
function movableClock(): MovableClock {
  const real = systemPorts();
  const hour = 60 * 60 * 1_000;
  let offset = 0;
  return {
    ports: {
      ...real,
      clock: { now: () => new Date(Math.min(real.clock.now().getTime() + offset, real.clock.now().getTime())) },
    },
    moveTo: (daysAgo, timeZone) => {
      const now = real.clock.now().getTime();
      const morning = DateTime.fromMillis(now, { zone: timeZone })
        .minus({ days: daysAgo })
        .set({ hour: 9, minute: 20 });
      offset = Math.min(morning.toMillis() - now, -6 * hour);
    },
    moveToMinutes: (ago) => {
      offset = (-ago * hour) / 60;
    },
    later: (hours) => {
      offset = Math.min(0, offset + hours * hour);
    },
  };
}

async function saveStaff({ store, ports, hasher, organisation }: RedressParts, password: string) {
  const passwordHash = await hasher.hash(password);
  const save = async (role: Role, name: string): Promise<Agent> => {
    const id = brand<AgentId>(ports.ids.uuid());
    const departments = organisation.departments.map(({ key }) => key);
    const email = `${role.replaceAll("_", "-")}@demo.example`;
    const agent: Agent = {
      id,
      email,
      name,
      role,
      departments,
      language: organisation.languages[0],
      passwordHash,
      createdAt: ports.clock.now(),
    };
    await store.staff.save(agent);
    return agent;
  };
  return {
    agent: await save("agent", "Agent"),
    technical_officer: await save("technical_officer", "Technical officer"),
    complaints_manager: await save("complaints_manager", "Complaints manager"),
    administrator: await save("administrator", "Administrator"),
    auditor: await save("auditor", "Auditor"),
  };
}

/** Waits until everything said was taken and every file examined. */
async function untilQuiet({ store, ports }: RedressParts): Promise<void> {
  for (let waited = 0; waited < 500; waited += 1) {
    if ((await store.outbox.lag(ports.clock.now())).waiting === 0) return;
    await pause(10);
  }
}

async function stagePhoto({ files, ports }: RedressParts): Promise<string> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720"><rect width="960" height="720" fill="#d8d3c8"/>
    <ellipse cx="480" cy="600" rx="260" ry="48" fill="#b9b2a3"/><rect x="290" y="210" width="380" height="390" rx="24" fill="#7d8b93"/>
    <ellipse cx="480" cy="212" rx="190" ry="52" fill="#c98f3b"/><path d="M330 205 q60 -40 110 8 t120 -6 t70 12" stroke="#7a4f16" stroke-width="14" fill="none"/></svg>`;
  const key = newFileKey("staged", ports.random);
  await files.put(key, await sharp(Buffer.from(drawing)).jpeg({ quality: 82 }).toBuffer(), "image/jpeg");
  return key;
}

function tell(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

function stop(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}

await seed();
