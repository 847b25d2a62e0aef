import { createHttpGateway, createSms, createTwilioGateway } from "../../bots/sms/index.ts";
import { createTelegram } from "../../bots/telegram/index.ts";
import type { TwilioAccount } from "../../bots/twilio/index.ts";
import { openWhatsApp } from "../../bots/whatsapp/index.ts";
import type { Door, DoorPorts } from "../../core/http/door.ts";
import type { Language } from "../../core/language/language.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import { textIn } from "../../core/organisation/look-up.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { systemPorts } from "../../core/system.ts";
import { outgoingFile } from "../../server/outgoing-file.ts";
import type { CustomerDoor } from "./customer.ts";
import { gatewayDoor, gatewayUser } from "./gateway-user.ts";
import { documentedGateway } from "./sms-bench.ts";
import { startSmsGateway } from "./sms-gateway.ts";
import type { FakeSmsGateway } from "./sms-gateway.ts";
import { openFakeTelegram } from "./telegram/fake-telegram.ts";
import type { FakeTelegram } from "./telegram/fake-telegram.ts";
import { telegramDoor } from "./telegram/telegram-door.ts";
import { smsDoor } from "./twilio/sms-door.ts";
import { fakeSenders } from "./twilio/state.ts";
import type { TwilioContentRecord } from "./twilio/state.ts";
import { openTwilioWorld, publicUrl } from "./twilio/twilio-world.ts";
import type { TwilioWorld } from "./twilio/twilio-world.ts";
import { whatsAppDoor } from "./twilio/whatsapp-door.ts";
import type { World } from "./world.ts";

/** A world whose Telegram, WhatsApp and SMS are the real doors, over HTTP to the fakes and back. */
export interface RealChannels extends World {
  readonly telegram: FakeTelegram;
  /** WhatsApp, and SMS to every country but Iran. */
  readonly twilio: TwilioWorld;
  /** SMS to Iran. */
  readonly gateway: FakeSmsGateway;
}

export function isRealChannels(world: World): world is RealChannels {
  return "telegram" in world && "gateway" in world;
}

/** What the doors refused or reported, and what the platforms did not understand; empty where all is well. */
export function troubleAt({ twilio, telegram }: RealChannels): readonly unknown[] {
  const { refused, reported, world } = twilio;
  const failed = telegram.queue.expired.map((id) => `update ${String(id)} expired`);
  return [...refused, ...reported, ...world.faults, ...twilio.twilio.state.unknown, ...failed];
}

const gatewaySecret = "a-secret-of-the-gateway-for-tests-only";

/** Telegram's seconds, ten times as fast: a press of a button is kept for fifteen of ours, also where the machine is busy. */
const scale = 0.1;

export async function openRealChannels(): Promise<RealChannels> {
  const late: { url?: string; world?: World } = {};
  const telegram = await openFakeTelegram({ scale, reach: (url) => url.replace(publicUrl, late.url ?? "") });
  const gateway = await startSmsGateway();
  const twilio = await openTwilioWorld({
    contents: await approvedContents(),
    open: (account, ports, organisation) => [
      whatsAppOf(account, ports, organisation, () => late.world),
      smsOf(account, ports, organisation, gateway),
      telegramOf(ports, organisation, telegram),
    ],
  });
  const { world } = twilio;
  late.world = world;
  late.url = twilio.http.url;
  return {
    ...world,
    get redress() {
      return world.redress;
    },
    telegram,
    twilio,
    gateway,
    settled: twilio.settled,
    pass: async (ms) => {
      await world.pass(ms);
      await twilio.settled();
    },
    close: async () => {
      await twilio.close();
      await telegram.close();
      await gateway.close();
    },
  };
}

/** One person at Telegram who speaks `language`. */
export function atTelegram(world: RealChannels, language: Language, id?: number): CustomerDoor {
  const person = world.telegram.person({ language, ...(id === undefined ? {} : { id }) });
  return telegramDoor(world, world.telegram, person);
}

/** One person at WhatsApp, by the number in E.164. */
export function atWhatsApp({ twilio }: RealChannels, number: string): CustomerDoor {
  return whatsAppDoor(twilio, twilio.twilio.whatsAppUser(number), { hasContent: true });
}

/** One person with a mobile phone, by the number in E.164. */
export function atSms({ twilio, gateway, settled }: RealChannels, number: string): CustomerDoor {
  return number.startsWith("+98")
    ? gatewayDoor(settled, gatewayUser(gateway, twilio.http.url, gatewaySecret, number))
    : smsDoor(twilio, twilio.twilio.smsUser(number));
}

let contents: Promise<readonly TwilioContentRecord[]> | undefined;

/** What `npm run twilio:templates` makes, made once for all worlds of a test file: it takes hundreds of calls. */
function approvedContents(): Promise<readonly TwilioContentRecord[]> {
  contents ??= (async () => {
    const maker = await openTwilioWorld({ hasContent: true });
    await maker.close();
    return [...maker.twilio.state.contents];
  })();
  return contents;
}

function whatsAppOf(
  account: TwilioAccount,
  { clock, report }: DoorPorts,
  { languages }: Organisation,
  world: () => World | undefined,
): Door {
  return openWhatsApp({
    account,
    from: fakeSenders.whatsapp,
    languages,
    report,
    outgoing: {
      key: new Uint8Array(32),
      publicUrl,
      clock,
      fileOf: async (id) => {
        const now = world();
        return now === undefined ? undefined : outgoingFile(now, id);
      },
    },
  });
}

function smsOf(
  account: TwilioAccount,
  ports: DoorPorts,
  { languages, timeZone }: Organisation,
  { url }: FakeSmsGateway,
): Door {
  const settings = documentedGateway("Kavenegar", url);
  return createSms({
    ports: { ...ports, meter: { ...ports.meter, throttled: () => undefined } },
    gateways: [
      createHttpGateway({ ...settings, receives: true }, ports.clock),
      createTwilioGateway(account, fakeSenders.sms),
    ],
    files: account.files,
    buckets: createMemoryStore(systemPorts()).buckets,
    limits: { number: 1_000, country: 1_000, day: 1_000 },
    perSecond: 10,
    page: publicUrl,
    inbound: { secret: gatewaySecret, callingCode: "98" },
    outboxPage: { isFromHere: () => false, languages, timeZone, ids: systemPorts().ids },
  });
}

function telegramOf(ports: DoorPorts, organisation: Organisation, { token, apiRoot }: FakeTelegram): Door {
  return createTelegram({
    ...ports,
    token,
    apiRoot,
    secretKey: "a secret of the installation, for tests",
    publicUrl,
    // Only polling keeps a mark.
    bookmarks: createMemoryStore(systemPorts()).bookmarks,
    holder: "this process",
    languages: organisation.languages,
    organisationName: (language) => textIn(organisation.name, language, organisation),
    fileOf: () => Promise.resolve(undefined),
  });
}
