import { getCountries, getCountryCallingCode, isSupportedCountry } from "libphonenumber-js";
import { createHttpGateway, createSms, createTwilioGateway } from "../bots/sms/index.ts";
import type { InboundSettings } from "../bots/sms/index.ts";
import type { TwilioAccount } from "../bots/twilio/index.ts";
import type { Config } from "../core/config.ts";
import type { Door, DoorPorts } from "../core/http/door.ts";
import type { Organisation } from "../core/organisation/organisation.ts";
import { isFromHere } from "./is-from-here.ts";
import type { DoorSetting } from "./door-setting.ts";

/** Opens SMS through the gateways that are configured; without any, development sees on a page what would have been sent, and production has no SMS. */
export async function openSmsDoor(
  { config, parts, meter, url }: DoorSetting,
  ports: DoorPorts,
  twilio: TwilioAccount | undefined,
): Promise<Door | undefined> {
  const { gateway, limits, perSecond } = config.sms;
  const from = config.twilio?.smsFrom;
  const gateways = [
    ...(gateway === undefined
      ? []
      : [createHttpGateway({ ...gateway, receives: gateway.inbound !== undefined }, ports.clock)]),
    ...(twilio === undefined || from === undefined ? [] : [createTwilioGateway(twilio, from)]),
  ];
  if (gateways.length === 0 && config.mode === "production") return undefined;
  const { languages, timeZone } = parts.organisation;
  const inbound = inboundOf(gateway, parts.organisation);
  return createSms({
    ports: { ...ports, meter },
    gateways,
    ...(twilio === undefined || from === undefined ? {} : { files: twilio.files }),
    buckets: parts.store.buckets,
    limits,
    perSecond,
    page: `${url}/follow`,
    ...(inbound === undefined ? {} : { inbound }),
    outboxPage: { isFromHere, languages, timeZone, ids: parts.ports.ids },
  });
}

function inboundOf(gateway: Config["sms"]["gateway"], { country }: Organisation): InboundSettings | undefined {
  if (gateway?.inbound === undefined) return undefined;
  const { secret, fields } = gateway.inbound;
  const callingCode = homeOf(gateway.prefixes, country);
  return {
    secret,
    ...(fields === undefined ? {} : { fields }),
    ...(callingCode === undefined ? {} : { callingCode }),
  };
}

/** Calling code of the country in which a gateway is at home: that of the first numbers it was set up for, else the organisation's own. */
function homeOf([prefix]: readonly string[], country: string): string | undefined {
  const own = isSupportedCountry(country) ? getCountryCallingCode(country) : undefined;
  if (prefix === undefined) return own;
  return getCountries()
    .map((each) => getCountryCallingCode(each))
    .find((code) => prefix.startsWith(`+${code}`));
}
