import { createSms, createTwilioGateway } from "../../../bots/sms/index.ts";
import { capabilities } from "../../../bots/sms/limits.ts";
import { systemPorts } from "../../../core/system.ts";
import { createMemoryStore } from "../../../core/store/memory/memory-store.ts";
import type { CustomerDoor } from "../customer.ts";
import { postOnce } from "./post-once.ts";
import type { SmsUser } from "./sms-user.ts";
import { fakeSenders } from "./state.ts";
import { openTwilioWorld } from "./twilio-world.ts";
import type { TwilioWorld, TwilioWorldSetting } from "./twilio-world.ts";

/** A world whose SMS are the real door, through the fake of Twilio. */
export function openSmsWorld(setting: Omit<TwilioWorldSetting, "open"> = {}): Promise<TwilioWorld> {
  return openTwilioWorld({
    ...setting,
    open: (account, ports, { languages, timeZone }) => [
      createSms({
        ports: { ...ports, meter: { ...ports.meter, throttled: () => undefined } },
        gateways: [createTwilioGateway(account, fakeSenders.sms)],
        files: account.files,
        buckets: createMemoryStore(systemPorts()).buckets,
        limits: { number: 1_000, country: 1_000, day: 1_000 },
        perSecond: 10,
        page: "https://complaints.example.com",
        outboxPage: {
          isFromHere: () => false,
          languages,
          timeZone,
          ids: systemPorts().ids,
        },
      }),
    ],
  });
}

/** The real SMS as the scenarios use a door: words out, words in. */
export function smsDoor({ settled, twilio }: TwilioWorld, user: SmsUser): CustomerDoor {
  const once = postOnce(twilio.webhooks);
  return {
    address: { channel: "sms", externalId: user.number },
    can: capabilities,
    send: async (reply, externalId) => {
      if (reply.kind !== "text") throw new Error(`nobody sends ${reply.kind} by SMS here`);
      const { text } = reply;
      const status = await once(externalId, () => user.writes(text));
      if (status !== 200) throw new Error(`the app answered ${String(status)}`);
      await settled();
    },
  };
}
