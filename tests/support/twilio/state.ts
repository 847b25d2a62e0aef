import { createHash } from "node:crypto";

/** One message, as Twilio keeps it. */
export interface TwilioRecord {
  readonly sid: string;
  readonly direction: "inbound" | "outbound-api";
  /** With the channel's prefix. */
  readonly from: string;
  readonly to: string;
  body: string;
  status: string;
  errorCode: number | null;
  media: readonly TwilioFile[];
  readonly createdAt: Date;
  sentAt: Date | null;
  readonly serviceSid: string | null;
  readonly statusCallback?: string;
  /** What the customer can tap, where it is interactive. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly shape: "words" | "buttons" | "list";
  /** Where a file of ours is to be fetched from. */
  readonly mediaUrl?: string;
  /** The Content resource that was filled in, where one was. */
  readonly contentSid?: string;
  /** Every status that it has had, in order. */
  readonly history: string[];
}

export interface TwilioFile {
  readonly sid: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** One Content resource, as Twilio keeps it. */
export interface TwilioContentRecord {
  readonly sid: string;
  readonly name: string;
  readonly language: string;
  readonly types: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, string>>;
  approval: { status: string; readonly name: string; readonly category: string } | undefined;
}

/** Everything that the fake knows. */
export interface TwilioState {
  readonly accountSid: string;
  /** The primary token: signs webhooks, and opens the API. */
  authToken: string;
  /** The secondary token: opens the API, too. */
  nextAuthToken: string | undefined;
  /** Our senders, with the channel's prefix. */
  readonly senders: Set<string>;
  readonly messages: TwilioRecord[];
  readonly contents: TwilioContentRecord[];
  /** Addresses, with prefix, that said stop. */
  readonly optedOut: Set<string>;
  /** When each WhatsApp address last wrote. */
  readonly lastWrote: Map<string, Date>;
  /** WhatsApp addresses that exist; a message to any other is not delivered. Empty: all do. */
  readonly registered: Set<string>;
  /** Addresses that have joined the sandbox; undefined where the WhatsApp sender is a real one. */
  sandbox: Set<string> | undefined;
  /** Prefixes of numbers that SMS does not go to. */
  readonly unserved: string[];
  /** Requests that the fake does not know. */
  readonly unknown: string[];
  readonly now: () => Date;
  readonly newSid: (prefix: "SM" | "MM" | "ME" | "HX") => string;
}

export interface TwilioStateOptions {
  readonly senders?: readonly string[];
  readonly sandbox?: boolean;
  readonly now?: () => Date;
  /** Makes sids another fake's. */
  readonly seed?: string;
}

/** The WhatsApp and SMS sender that a fake has unless told otherwise. */
export const fakeSenders = { whatsapp: "+14155238886", sms: "+15005550006" } as const;

export function openTwilioState(options: TwilioStateOptions = {}): TwilioState {
  const { seed = "fake", now = () => new Date() } = options;
  let count = 0;
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
  return {
    accountSid: `AC${digest(`${seed} account`)}`,
    authToken: digest(`${seed} token`),
    nextAuthToken: undefined,
    senders: new Set(options.senders ?? [`whatsapp:${fakeSenders.whatsapp}`, fakeSenders.sms]),
    messages: [],
    contents: [],
    optedOut: new Set(),
    lastWrote: new Map(),
    registered: new Set(),
    sandbox: options.sandbox === true ? new Set() : undefined,
    unserved: ["+98"],
    unknown: [],
    now,
    newSid: (prefix) => `${prefix}${digest(`${seed} ${String((count += 1))}`)}`,
  };
}
