import type { Address } from "../../core/channel/address.ts";
import type { Channel, DeliveryReceipt } from "../../core/channel/channel.ts";
import { countParts } from "../../core/channel/count-parts.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { laidOut } from "../../core/channel/show-message.ts";
import { DeliveryError } from "../../core/errors.ts";
import type { Allowance } from "./allowance.ts";
import { routeTo } from "./choose-gateway.ts";
import type { Route } from "./choose-gateway.ts";
import type { Sms, SmsGateway } from "./gateway.ts";
import { capabilities, sendRates } from "./limits.ts";
import { renderSms } from "./render.ts";

export interface SmsChannelTools {
  /** In the order in which they are preferred. */
  readonly gateways: readonly SmsGateway[];
  readonly allowance: Allowance;
  readonly perSecond: number;
  /** The page on which customers read and answer who cannot answer by SMS. */
  readonly page: string;
}

/** Makes the channel: finds the gateway for each number, pays for what is sent, and takes back what was not. */
export function createSmsChannel({ gateways, allowance, perSecond, page }: SmsChannelTools): Channel {
  return {
    name: "sms",
    capabilities,
    rates: sendRates(perSecond),
    answersAt: (to) => (gatewayOf(to, gateways)?.receives === false ? page : undefined),
    show: (message) => {
      const texts = renderSms(message);
      return { ...laidOut(message, capabilities), texts, smsParts: partsOf(texts) };
    },
    send: async (to, message) => {
      const route = routeTo(to.externalId, gateways);
      return pay(allowance, route, smsFor(route, message));
    },
    findSent: async (to, message, since) => {
      const route = routeTo(to.externalId, gateways);
      const { gateway } = route;
      return gateway.findSent === undefined ? "unknown" : gateway.findSent(smsFor(route, message), since);
    },
  };
}

function smsFor({ phone }: Route, message: Outbound): Sms {
  return { phone, texts: renderSms(message), messageId: message.messageId };
}

/** What is certainly not sent costs nothing; where nobody knows, it counts as sent, so that a gateway that never answers cannot cost without end. */
async function pay(allowance: Allowance, { phone, country, gateway }: Route, sms: Sms): Promise<DeliveryReceipt> {
  const giveBack = await allowance.spend({ phone, country, parts: partsOf(sms.texts), messageId: sms.messageId });
  try {
    return await gateway.send(sms);
  } catch (failure) {
    if (isCertain(failure)) await giveBack();
    throw failure;
  }
}

function partsOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countParts(text).parts, 0);
}

function isCertain(failure: unknown): boolean {
  return failure instanceof DeliveryError && (failure.trouble !== "unavailable" || failure.platformCode !== undefined);
}

function gatewayOf({ externalId }: Address, gateways: readonly SmsGateway[]): SmsGateway | undefined {
  try {
    return routeTo(externalId, gateways).gateway;
  } catch {
    return undefined;
  }
}
