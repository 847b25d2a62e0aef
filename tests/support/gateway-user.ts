import { capabilities } from "../../bots/sms/limits.ts";
import type { CustomerDoor } from "./customer.ts";
import type { FakeSmsGateway, TakenSms } from "./sms-gateway.ts";

/** Somebody whose SMS go by an HTTP gateway. */
export interface GatewayUser {
  /** E.164. */
  readonly number: string;
  /** Resolves with the status with which the app answered; `id` is the gateway's id of the message. */
  readonly writes: (text: string, id?: string) => Promise<number>;
  /** What arrived on the phone, oldest first. */
  readonly received: () => readonly TakenSms[];
}

let count = 0;

/** Puts somebody with an Iranian number before the gateway, which brings messages to `url` with `secret`. */
export function gatewayUser(gateway: FakeSmsGateway, url: string, secret: string, number: string): GatewayUser {
  const atHome = number.replace("+98", "0");
  return {
    number,
    writes: async (text, id = `own-${String((count += 1))}`) => {
      const response = await fetch(`${url}/sms/inbound`, {
        method: "POST",
        headers: { "x-gateway-secret": secret },
        body: new URLSearchParams({ from: atHome, text, messageid: id }),
      });
      await response.arrayBuffer();
      return response.status;
    },
    received: () => gateway.taken.filter(({ to }) => to === atHome),
  };
}

/** The real SMS through a gateway as the scenarios use a door. */
export function gatewayDoor(settled: () => Promise<void>, user: GatewayUser): CustomerDoor {
  return {
    address: { channel: "sms", externalId: user.number },
    can: capabilities,
    send: async (reply, externalId) => {
      if (reply.kind !== "text") throw new Error(`nobody sends ${reply.kind} by SMS here`);
      const status = await user.writes(reply.text, externalId);
      if (status !== 200) throw new Error(`the app answered ${String(status)}`);
      await settled();
    },
  };
}
