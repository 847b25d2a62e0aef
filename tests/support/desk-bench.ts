import { createDesk, everyEndpoint } from "../../desk/create-desk.ts";
import type { DeskTools } from "../../desk/desk-tools.ts";
import type { Endpoint } from "../../desk/endpoint.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { Role } from "../../core/complaint/actor.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { silentMeter } from "../../core/meter.ts";
import { sayIn } from "../../core/language/say.ts";
import type { HttpOptions } from "../../server/http.ts";
import { openHttpBench } from "./http-bench.ts";
import type { HttpBench } from "./http-bench.ts";
import { quickHasher } from "./quick-hasher.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

export const PASSWORD = "a stone in the river";

/** Somebody who uses the staff API over real HTTP. */
export interface DeskClient {
  readonly agent: Agent;
  readonly token: string;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<DeskAnswer>;
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<DeskAnswer>;
}

export interface DeskAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; its `text` where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The staff API on the real core, a memory store and a real server. */
export interface DeskBench {
  readonly world: World;
  readonly http: HttpBench;
  readonly tools: DeskTools;
  readonly endpoints: readonly Endpoint[];
  readonly as: (role: Role, name?: string) => Promise<DeskClient>;
  readonly anyone: Pick<DeskClient, "get" | "send">;
  readonly close: () => Promise<void>;
}

/** Takes everything: what was said is read in the store. */
const sms: Channel = {
  name: "sms",
  capabilities: { maxButtons: 0, maxButtonLabel: 0, maxListItems: 0, maxListLabel: 0, maxText: 1530, maxFile: 0 },
  send: () => Promise.resolve({}),
};

export async function openDeskBench(
  options: Partial<HttpOptions> = {},
  more: Partial<DeskTools> = {},
): Promise<DeskBench> {
  const world = await openWorld([sms]);
  const tools: DeskTools = {
    ...world.ports,
    store: world.store,
    casework: world.redress.casework,
    files: world.files,
    organisation: world.organisation,
    hasher: quickHasher(),
    meter: silentMeter,
    sayIn: (language) => sayIn(language, "Europe/Istanbul"),
    publicUrl: undefined,
    channelTo: (to) => (to.channel === sms.name ? sms : undefined),
    showTyping: () => Promise.resolve(),
    ...more,
  };
  const desk = await createDesk(tools);
  const http = await openHttpBench(desk.routes, { ids: world.ports.ids, sayIn: tools.sayIn, ...options });
  const anyone = clientOf(http.url, {});
  return {
    world,
    http,
    tools,
    endpoints: everyEndpoint(tools, { follow: () => () => undefined, stop: () => Promise.resolve() }),
    anyone,
    as: async (role, name = role) => {
      const agent = { ...(await world.agent(role, name)), passwordHash: await tools.hasher.hash(PASSWORD) };
      await world.store.staff.save(agent);
      const signedIn = await anyone.send("POST", "/api/v1/sign-in", {
        email: agent.email,
        password: PASSWORD,
        bearer: true,
      });
      const token = String(signedIn.body["token"]);
      return { agent, token, ...clientOf(http.url, { authorization: `Bearer ${token}` }) };
    },
    close: async () => {
      await http.close();
      await desk.stop();
      await world.close();
    },
  };
}

function clientOf(url: string, always: Record<string, string>): Pick<DeskClient, "get" | "send"> {
  const send: DeskClient["send"] = async (method, path, body, headers = {}) => {
    const isForm = body instanceof FormData;
    const type: Record<string, string> = body === undefined || isForm ? {} : { "content-type": "application/json" };
    const answer = await fetch(url + path, {
      method,
      headers: { ...type, ...always, ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
  };
  return { send, get: (path, headers) => send("GET", path, undefined, headers) };
}

function parsed(text: string): DeskAnswer["body"] {
  try {
    return JSON.parse(text) as DeskAnswer["body"];
  } catch {
    return { text };
  }
}
