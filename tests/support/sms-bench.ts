import { readFileSync } from "node:fs";
import { createHttpGateway, createSms } from "../../bots/sms/index.ts";
import type { SmsDeps } from "../../bots/sms/index.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { readConfig } from "../../core/config.ts";
import { DeliveryError } from "../../core/errors.ts";
import type { Door } from "../../core/http/door.ts";
import { brand } from "../../core/ids.ts";
import type { ConversationId, MessageId } from "../../core/ids.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { fixedPorts } from "./fixed-ports.ts";
import type { FixedPorts } from "./fixed-ports.ts";
import { openHttpBench } from "./http-bench.ts";
import type { HttpBench } from "./http-bench.ts";
import { gatewayKey, startSmsGateway } from "./sms-gateway.ts";
import type { FakeSmsGateway } from "./sms-gateway.ts";

/** The variables of one gateway. */
type Variables = Readonly<Record<string, string>>;

/** What a gateway is opened with beside its variables. */
export interface SmsBenchOptions extends Partial<SmsDeps> {
  readonly timeoutMs?: number;
}

/** The door for SMS without a core: what it hands over is kept, and what it sends goes to a fake gateway. */
export interface SmsBench {
  readonly gateway: FakeSmsGateway;
  readonly ports: FixedPorts;
  readonly received: readonly Inbound[];
  readonly faults: readonly { readonly fault: unknown; readonly about: Readonly<Record<string, string>> }[];
  /** Refused inputs as `door reason`, and what was held back. */
  readonly counted: readonly string[];
  /** The door with the gateway of the operators' manual that is named so; `more` are variables. */
  readonly openDocumented: (name: string, options?: SmsBenchOptions, more?: Variables) => Door;
  readonly open: (deps: Partial<SmsDeps>) => Door;
  /** Serves the door's routes; closed with the bench. */
  readonly serve: (door: Door) => Promise<HttpBench>;
  readonly close: () => Promise<void>;
}

const KEY = "c2VjcmV0LWZvci10ZXN0cy1vbmx5LTQ3MTE5ODIzNzQ";

export async function openSmsBench(): Promise<SmsBench> {
  const gateway = await startSmsGateway();
  const ports = fixedPorts(new Date("2026-12-01T07:00:00Z"));
  const { buckets } = createMemoryStore(ports);
  const received: Inbound[] = [];
  const faults: { readonly fault: unknown; readonly about: Variables }[] = [];
  const counted: string[] = [];
  const benches: HttpBench[] = [];

  const open = (deps: Partial<SmsDeps>): Door =>
    createSms({
      ports: {
        clock: ports.clock,
        receive: (inbound) => Promise.resolve(received.push(inbound)),
        noteStatus: () => Promise.resolve(),
        noteReach: () => Promise.resolve(),
        report: (fault, about = {}) => faults.push({ fault, about }),
        meter: {
          refusedInput: (door, reason) => counted.push(`${door} ${reason}`),
          throttled: (what) => counted.push(what),
        },
      },
      gateways: [],
      buckets,
      limits: { number: 100, country: 1_000, day: 1_000 },
      perSecond: 10,
      page: "https://complaints.example.com",
      outboxPage: { isFromHere: () => true, languages: ["en", "fa"], timeZone: "Asia/Tehran", ids: ports.ids },
      ...deps,
    });

  return {
    gateway,
    ports,
    received,
    faults,
    counted,
    open,
    openDocumented: (name, { timeoutMs, ...deps } = {}, more = {}) => {
      const settings = documentedGateway(name, gateway.url, more);
      const limit = timeoutMs === undefined ? {} : { timeoutMs };
      const receives = settings.inbound !== undefined;
      return open({ gateways: [createHttpGateway({ ...settings, receives, ...limit }, ports.clock)], ...deps });
    },
    serve: async (door) => {
      const bench = await openHttpBench(door.routes);
      benches.push(bench);
      return bench;
    },
    close: async () => {
      await Promise.all(benches.map((bench) => bench.close()));
      await gateway.close();
    },
  };
}

/** The blocks of the operators' manual by their headings, as an operator would copy them. */
export function documentedGateways(): Readonly<Record<string, Variables>> {
  const manual = readFileSync(new URL("../../docs/sms-gateways.md", import.meta.url), "utf8");
  const blocks = [...manual.matchAll(/^### (.+)$[\s\S]*?^```sh\n([\s\S]*?)^```$/gmu)];
  return Object.fromEntries(blocks.map(([, name = "", lines = ""]) => [name, variablesIn(lines)]));
}

/** The settings of the gateway of the manual that is named so, with the fake at `url` in its place; `more` are variables. */
export function documentedGateway(name: string, url: string, more: Variables = {}) {
  return settingsOf({ ...pointedAt(documentedGateways()[name] ?? {}, url), ...more });
}

function variablesIn(lines: string): Variables {
  const pairs = lines.trim().split("\n");
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/** With the fake's address and key in the place of the real ones. */
function pointedAt(block: Variables, url: string): Variables {
  const key = (value: string): string => value.replace("YOUR_KEY", gatewayKey);
  return Object.fromEntries(
    Object.entries(block).map(([name, value]) => [
      name,
      name === "SMS_GATEWAY_URL" ? key(value.replace(/^https:\/\/[^/]+/u, url)) : key(value),
    ]),
  );
}

function settingsOf(variables: Variables) {
  const settings = readConfig({ SECRET_KEY: KEY, ...variables }).sms.gateway;
  if (settings === undefined) throw new Error("this gateway is not in the manual");
  return settings;
}

let count = 0;

/** A message of the bot with these words, each with an id of its own. */
export function smsMessage(text: string, more: Partial<Outbound> = {}): Outbound {
  count += 1;
  return {
    messageId: brand<MessageId>(`0193a1b2-0000-7000-8000-${String(count).padStart(12, "0")}`),
    conversationId: brand<ConversationId>("0193a1b2-0000-7000-8000-00000000c0c0"),
    seq: count,
    language: "fa",
    text,
    details: [],
    choices: [],
    files: [],
    author: { kind: "bot" },
    ...more,
  };
}

/** The `DeliveryError` with which a sending ends; rejects where it ends otherwise. */
export async function deliveryErrorOf(sending: Promise<unknown>): Promise<DeliveryError> {
  const failure: unknown = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof DeliveryError) return failure;
  throw new Error("it did not fail as a delivery fails", { cause: failure });
}
