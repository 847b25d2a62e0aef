import type { TwilioRecord } from "./state.ts";
import { commonFields, keepInbound } from "./whatsapp-user.ts";
import type { UserTools } from "./whatsapp-user.ts";

/** Somebody with a mobile phone. Each action resolves with the status with which the app answered. */
export interface SmsUser {
  readonly number: string;
  readonly writes: (text: string) => Promise<number>;
  /** Any other message, by its fields. */
  readonly posts: (fields: Readonly<Record<string, string>>) => Promise<number>;
  /** Tells Twilio itself to stop: from now on nothing of ours is taken for this number. */
  readonly stops: () => Promise<number>;
  /** Takes that back. */
  readonly starts: () => Promise<number>;
  /** What arrived on the phone, oldest first. */
  readonly received: () => readonly TwilioRecord[];
}

/** Puts somebody with this number before the network. */
export function smsUser({ state, webhooks }: UserTools, number: string): SmsUser {
  const sender = (): string => [...state.senders].find((one) => /^\+?\d/u.test(one)) ?? "";
  const post = (body: string, fields: Readonly<Record<string, string>> = {}): Promise<number> => {
    const record = keepInbound(state, number, sender(), body, []);
    const place = {
      FromCountry: "TR",
      FromCity: "",
      FromState: "",
      FromZip: "",
      ToCountry: "US",
      ToCity: "",
      ToState: "",
      ToZip: "",
    };
    return webhooks.post("/twilio/messages", { ...commonFields(state, record), ...place, ...fields });
  };
  return {
    number,
    writes: (text) => post(text),
    posts: (fields) => post(fields["Body"] ?? "", fields),
    stops: () => {
      state.optedOut.add(number);
      return post("STOP", { OptOutType: "STOP" });
    },
    starts: () => {
      state.optedOut.delete(number);
      return post("START", { OptOutType: "START" });
    },
    received: () =>
      state.messages.filter(
        (one) => one.direction === "outbound-api" && one.to === number && one.history.includes("delivered"),
      ),
  };
}
