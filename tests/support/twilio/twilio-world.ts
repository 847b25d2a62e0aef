import { openTwilio } from "../../../bots/twilio/index.ts";
import type { TwilioAccount, TwilioOptions } from "../../../bots/twilio/index.ts";
import { openWhatsApp } from "../../../bots/whatsapp/index.ts";
import { createTwilioContent } from "../../../bots/twilio/index.ts";
import { syncContent } from "../../../bots/whatsapp/index.ts";
import type { Channel, FileSource } from "../../../core/channel/channel.ts";
import type { Door, DoorPorts } from "../../../core/http/door.ts";
import { loadOrganisation } from "../../../core/organisation/profile.ts";
import type { Organisation } from "../../../core/organisation/organisation.ts";
import { outgoingFile } from "../../../server/outgoing-file.ts";
import { openHttpBench } from "../http-bench.ts";
import type { HttpBench } from "../http-bench.ts";
import { openWorld, tuesdayMorning } from "../world.ts";
import type { World } from "../world.ts";
import { fakeSenders } from "./state.ts";
import type { TwilioContentRecord } from "./state.ts";
import { openFakeTwilio } from "./fake-twilio.ts";
import type { FakeTwilio } from "./fake-twilio.ts";

/** A world whose WhatsApp (and what else is given) is the real door: over HTTP to the fake, and back by its webhooks. */
export interface TwilioWorld {
  readonly world: World;
  readonly twilio: FakeTwilio;
  readonly account: TwilioAccount;
  readonly http: HttpBench;
  /** Reasons for which input was refused or ignored, in order. */
  readonly refused: string[];
  /** Faults that the doors would have told operators. */
  readonly reported: unknown[];
  /** Waits until nothing is under way, here or at Twilio. */
  readonly settled: () => Promise<void>;
  /** Lets time pass, and waits until what is due by then has been sent. */
  readonly waits: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface TwilioWorldSetting {
  /** Content resources are made and approved before the door opens. */
  readonly hasContent?: true;
  /** Content resources that are at Twilio already. */
  readonly contents?: readonly TwilioContentRecord[];
  /** Twilio cannot call us: its list of messages is the way in. */
  readonly isUnreachable?: true;
  /** The token that will take over. */
  readonly nextAuthToken?: string;
  /** Doors on the account, in the place of WhatsApp. */
  readonly open?: (account: TwilioAccount, ports: DoorPorts, organisation: Organisation) => readonly Door[];
  readonly sandbox?: true;
  /** How long the app waits for the API; unset: as ever. */
  readonly timeoutMs?: number;
  /** Changes what the doors stand on. */
  readonly change?: (ports: DoorPorts) => Partial<DoorPorts>;
}

/** As PUBLIC_URL has it; on this machine it is the test's server. */
export const publicUrl = "https://complaints.example.org";

export async function openTwilioWorld(setting: TwilioWorldSetting = {}): Promise<TwilioWorld> {
  const late: { world?: World } = {};
  const worldNow = (): World => {
    if (late.world === undefined) throw new Error("the world is not open yet");
    return late.world;
  };
  const organisation = loadOrganisation(undefined);
  const twilio = await openFakeTwilio({
    now: () => late.world?.ports.clock.now() ?? tuesdayMorning,
    ...(setting.sandbox === undefined ? {} : { sandbox: true }),
  });
  const refused: string[] = [];
  const reported: unknown[] = [];
  const ports: DoorPorts = {
    clock: { now: () => worldNow().ports.clock.now() },
    receive: (inbound) => worldNow().redress.receive(inbound),
    noteStatus: (report) => worldNow().redress.noteStatus(report),
    noteReach: (report) => worldNow().redress.noteReach(report),
    meter: { refusedInput: (_, reason) => void refused.push(reason) },
    report: (fault) => void reported.push(fault),
  };
  const door = { ...ports, ...setting.change?.(ports) };
  const account = await openTwilio(optionsOf(twilio, setting), {
    door,
    bookmarks: lateBookmarks(worldNow),
    holder: "this process",
  });
  twilio.state.contents.push(...(setting.contents ?? []));
  if (setting.hasContent === true) await makeContent(twilio, account, organisation);
  const doors = setting.open?.(account, door, organisation) ?? [
    whatsAppOf(account, door, organisation, worldNow, setting.isUnreachable === true ? undefined : publicUrl),
  ];
  const world = await openWorld(
    doors.map(({ channel }) => unpaced(channel)),
    organisation,
    { sources: sourcesOf(doors) },
  );
  late.world = world;
  const http = await openHttpBench([...account.routes, ...doors.flatMap(({ routes }) => routes)]);
  if (setting.isUnreachable === undefined) twilio.webhooks.publicUrl = publicUrl;
  twilio.webhooks.reach = (url) => url.replace(publicUrl, http.url);
  await Promise.all(doors.map((one) => one.start()));
  const settled = async (): Promise<void> => {
    await twilio.idle();
    await world.settled();
    await twilio.idle();
  };
  return {
    world,
    twilio,
    account,
    http,
    refused,
    reported,
    settled,
    waits: async (ms) => {
      world.ports.advance(ms);
      // Somebody else's message has the sender look again, whose own clock stands still meanwhile.
      await twilio.whatsAppUser("+14155550100").writes("menu");
      await settled();
    },
    close: async () => {
      await account.stop();
      await Promise.all(doors.map((one) => one.stop()));
      await twilio.idle();
      await http.close();
      await world.close();
      await twilio.close();
    },
  };
}

function optionsOf({ state, root }: FakeTwilio, setting: TwilioWorldSetting): TwilioOptions {
  const { nextAuthToken, timeoutMs } = setting;
  return {
    accountSid: state.accountSid,
    authToken: state.authToken,
    ...(nextAuthToken === undefined ? {} : { nextAuthToken }),
    apiRoot: root,
    publicUrl,
    isReachable: setting.isUnreachable === undefined,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

function whatsAppOf(
  account: TwilioAccount,
  door: DoorPorts,
  { languages }: Organisation,
  world: () => World,
  reachedAt: string | undefined,
): Door {
  const key = new Uint8Array(32);
  return openWhatsApp({
    account,
    from: fakeSenders.whatsapp,
    languages,
    report: door.report,
    outgoing: { key, publicUrl: reachedAt, clock: door.clock, fileOf: (id) => outgoingFile(world(), id) },
  });
}

/** As `npm run twilio:templates` does, with a WhatsApp that approves at once. */
async function makeContent(twilio: FakeTwilio, account: TwilioAccount, { languages }: Organisation): Promise<void> {
  await syncContent(createTwilioContent(account.client), { languages, isDryRun: false, prunes: false });
  twilio.decide("approved");
}

/** The world's clock stands still, so a pace would never let go. */
function unpaced({ rates: _, ...channel }: Channel): Channel {
  return channel;
}

function sourcesOf(doors: readonly Door[]): ReadonlyMap<Channel["name"], FileSource> {
  return new Map(doors.flatMap(({ channel, files }) => (files === undefined ? [] : [[channel.name, files] as const])));
}

/** The account is opened before the world whose store keeps the marks. */
function lateBookmarks(world: () => World): World["store"]["bookmarks"] {
  return {
    lease: (...args) => world().store.bookmarks.lease(...args),
    advance: (...args) => world().store.bookmarks.advance(...args),
    release: (...args) => world().store.bookmarks.release(...args),
  };
}
