import { createTwilioClient, openTwilio } from "../bots/twilio/index.ts";
import type { TwilioAccount } from "../bots/twilio/index.ts";
import { openWhatsApp } from "../bots/whatsapp/index.ts";
import type { Config } from "../core/config.ts";
import { derivedKey } from "../core/config/secret-key.ts";
import { Fault } from "../core/errors.ts";
import type { Door, DoorPorts } from "../core/http/door.ts";
import type { DoorSetting } from "./door-setting.ts";
import { outgoingFile } from "./outgoing-file.ts";
import { pacedDoor } from "./paced-door.ts";

/** Opens the Twilio account that the configuration names; undefined where it names none. */
export async function openTwilioAccount(
  { config, parts, url }: Pick<DoorSetting, "config" | "parts" | "url">,
  door: DoorPorts,
): Promise<TwilioAccount | undefined> {
  if (config.twilio === undefined) return undefined;
  const { accountSid, authToken, nextAuthToken, apiRoot } = config.twilio;
  return openTwilio(
    {
      accountSid,
      authToken,
      ...(nextAuthToken === undefined ? {} : { nextAuthToken }),
      apiRoot,
      publicUrl: url,
      isReachable: canTwilioCall({ publicUrl: config.publicUrl, apiRoot }),
    },
    { door, bookmarks: parts.store.bookmarks, holder: parts.ports.ids.uuid() },
  );
}

/** Whether Twilio, or whoever stands in for it at `apiRoot`, can call `publicUrl`: this machine's own names lead nowhere from elsewhere. */
export function canTwilioCall({
  publicUrl,
  apiRoot,
}: {
  readonly publicUrl: string | undefined;
  readonly apiRoot: string | undefined;
}): boolean {
  if (publicUrl === undefined) return false;
  return !isOnThisMachine(publicUrl) || (apiRoot !== undefined && isOnThisMachine(apiRoot));
}

function isOnThisMachine(url: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(new URL(url).hostname);
}

/** Resolves when Twilio lets us in; rejects with a `Fault` that says how it answered. */
export async function tryTwilio(twilio: NonNullable<Config["twilio"]>, now: Date): Promise<void> {
  const client = await createTwilioClient(twilio);
  try {
    await client.list({ since: now, limit: 1 });
  } catch (failure) {
    throw new Fault("twilio", failure instanceof Error ? failure.message : "it does not answer");
  }
}

/** Opens WhatsApp on the account, where the configuration names a number for it. */
export async function openWhatsAppDoor(
  { config, parts }: Pick<DoorSetting, "config" | "parts">,
  account: TwilioAccount | undefined,
): Promise<Door | undefined> {
  if (config.twilio === undefined) return undefined;
  const { whatsappFrom: from, whatsappMessagesPerSecond } = config.twilio;
  if (account === undefined || from === undefined) return undefined;
  const { store, files, ports, organisation, report } = parts;
  const door = openWhatsApp({
    account,
    from,
    languages: organisation.languages,
    report,
    outgoing: {
      key: derivedKey(config.secretKey, "whatsapp files"),
      publicUrl: config.publicUrl,
      clock: ports.clock,
      fileOf: (id) => outgoingFile({ store, files }, id),
    },
  });
  return pacedDoor(door, whatsappMessagesPerSecond);
}

/** What the doors of one account share, its webhooks and its reconciler, goes with the first of them. */
export function withAccount(doors: readonly Door[], account: TwilioAccount | undefined): readonly Door[] {
  const first = doors.find(({ channel }) => channel.name === "whatsapp" || channel.name === "sms");
  if (account === undefined || first === undefined) return doors;
  return doors.map((door) => (door === first ? joined(door, account) : door));
}

function joined(door: Door, account: TwilioAccount): Door {
  return {
    ...door,
    routes: [...door.routes, ...account.routes],
    start: async () => {
      await door.start();
      await account.start();
    },
    stop: async () => {
      await Promise.all([account.stop(), door.stop()]);
    },
  };
}
