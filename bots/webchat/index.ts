import type { Address } from "../../core/channel/address.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { CorsRule, HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import type { SocketRoute } from "../../core/http/socket-route.ts";
import type { AttachmentId } from "../../core/ids.ts";
import type { Clock, Ids, Random } from "../../core/ports.ts";
import { postActivity, postUpload } from "./activity-routes.ts";
import type { ActivityTools } from "./activity-routes.ts";
import { loadDirectLineAdapter } from "./adapter.ts";
import type { DirectLineAdapter } from "./adapter.ts";
import { createChannel } from "./client.ts";
import { createCloud } from "./cloud.ts";
import type { Authentication, Cloud, MicrosoftApp } from "./cloud.ts";
import { createConversationLog } from "./conversation-log.ts";
import { admitToStream, openConversation, poll, reconnect } from "./conversation-routes.ts";
import type { ConversationTools } from "./conversation-routes.ts";
import type { Door } from "./door.ts";
import { serveFile } from "./files.ts";
import type { FileDoor } from "./files.ts";
import { chatRates, inputLimits, streamPace } from "./limits.ts";
import type { ChatRates, StreamPace } from "./limits.ts";
import { hearNews } from "./news.ts";
import type { ChatFiles, ChatMeter, ChatStore, Receive } from "./ports.ts";
import { createRates } from "./rates.ts";
import { createStreams } from "./stream.ts";
import { createTake } from "./take.ts";
import { generateToken, giveWidgetToken, refreshToken } from "./token-routes.ts";
import { createTokens } from "./tokens.ts";
import { transientActivity } from "./transient.ts";
import { chatKeys, originRule } from "./verify.ts";

export interface WebchatDeps {
  readonly receive: Receive;
  readonly store: ChatStore;
  readonly files: ChatFiles;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** The installation's secret; every token is signed with a key derived from it. */
  readonly secretKey: string;
  /** As the world sees this server, without a slash at its end. */
  readonly publicUrl: string;
  /** Origins of the pages that may embed the widget, beside our own. */
  readonly widgetOrigins: readonly string[];
  /** Unset: no tokens for other servers. */
  readonly directLineSecret?: string;
  /** Name under which the bot speaks. */
  readonly botName: string;
  readonly meter: ChatMeter;
  /** Unset: no /api/messages, and no conversation with Azure Bot Service, Teams and the like. */
  readonly microsoftApp?: MicrosoftApp;
  /** For tests; Bot Framework's own otherwise. */
  readonly authentication?: Authentication;
  /** Hears faults that are not the answer to a request. */
  readonly report: (fault: unknown) => void;
  /** Shows to whoever has the conversation at the address that its customer is writing; unset: typing notices are ignored. */
  readonly noteTyping?: (from: Address) => Promise<void>;
  readonly rates?: ChatRates;
  readonly pace?: StreamPace;
}

/** The web chat's door: what to mount, and the channel by which core sends. */
export interface Webchat {
  readonly channel: Channel;
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  /** Open streams are told to come back later; no news is heard any more. */
  close(): Promise<void>;
}

/** Opens the web chat: a Direct Line 3.0 server whose log is the store. Resolves once it hears the store's news. */
export async function createWebchat(deps: WebchatDeps): Promise<Webchat> {
  const publicUrl = deps.publicUrl.replace(/\/+$/u, "");
  const pace = deps.pace ?? streamPace;
  const tokens = createTokens(chatKeys(deps.secretKey), deps);
  const door: Door = {
    tokens,
    meter: deps.meter,
    rates: createRates(deps.rates ?? chatRates()),
    allowsOrigin: originRule(publicUrl, deps.widgetOrigins),
  };
  const fileUrl = (visitorId: string, id: AttachmentId): string =>
    `${publicUrl}/v3/directline/conversations/${tokens.visitor(visitorId).conversationId}/files/${id}?t=${tokens.fileToken(visitorId, id)}`;
  const log = createConversationLog(deps.store, {
    // The organisation may change its name while this runs.
    get botName() {
      return deps.botName;
    },
    fileUrl: ({ visitorId }, id) => fileUrl(visitorId, id),
  });
  const streams = createStreams(log, pace, deps.report);
  const news = await hearNews(deps.store, streams.wakeConversation);
  const adapter = once(() =>
    loadDirectLineAdapter((visitorId) => streams.show(visitorId, transientActivity(tokens.visitor(visitorId), deps))),
  );
  const take = createTake({ ...deps, adapter, wake: streams.wakeVisitor });
  const conversation: ConversationTools = { door, log, streams, pace, publicUrl, take, report: deps.report };
  const activity: ActivityTools = { ...deps, door, take, budget: { used: 0 } };
  const cloud =
    deps.microsoftApp === undefined ? undefined : createCloud({ ...deps, app: deps.microsoftApp, door, fileUrl });
  return {
    channel: createChannel({ tokens, wake: streams.wakeVisitor, connector: cloud?.client }),
    routes: [
      ...(cloud === undefined ? [] : [connectorRoute(cloud)]),
      ...tokenRoutes(door, deps.directLineSecret),
      ...conversationRoutes(conversation, activity, { ...deps, tokens, awaitFile: news.awaitFile }),
    ],
    sockets: [
      {
        path: "/v3/directline/conversations/:id/stream",
        maxFrameBytes: inputLimits.frame,
        admit: (request) => admitToStream(conversation, request),
      },
    ],
    close: async () => {
      streams.close();
      await news.close();
    },
  };
}

type Handle = (request: HttpRequest) => Promise<HttpResponse>;

function tokenRoutes(door: Door, secret: string | undefined): readonly Route[] {
  const cors = corsOf(door);
  return [
    route("POST", "/webchat/token", (request) => giveWidgetToken(door, request), cors),
    // Server to server: no page may call it, so there is nothing to allow.
    route("POST", "/v3/directline/tokens/generate", (request) => generateToken(door, secret, request)),
    route("POST", "/v3/directline/tokens/refresh", (request) => refreshToken(door, request), cors),
  ];
}

function conversationRoutes(tools: ConversationTools, activity: ActivityTools, files: FileDoor): readonly Route[] {
  const cors = corsOf(tools.door);
  const one = "/v3/directline/conversations/:id";
  return [
    route("POST", "/v3/directline/conversations", (request) => openConversation(tools, request), cors),
    route("GET", one, (request) => reconnect(tools, request), cors),
    route("GET", `${one}/activities`, (request) => poll(tools, request), cors),
    route("POST", `${one}/activities`, (request) => postActivity(activity, request), cors),
    {
      ...route("POST", `${one}/upload`, (request) => postUpload(activity, request), cors),
      maxBodyBytes: inputLimits.uploadRead,
      raw: true,
    },
    route("GET", `${one}/files/:file`, (request) => serveFile(files, request), cors),
  ];
}

function connectorRoute({ handle }: Cloud): Route {
  return { method: "POST", path: "/api/messages", maxBodyBytes: inputLimits.connectorBody, handle };
}

function route(method: Route["method"], path: string, handle: Handle, cors?: CorsRule): Route {
  return { method, path, maxBodyBytes: inputLimits.body, handle, ...(cors === undefined ? {} : { cors }) };
}

/** `x-ms-bot-agent` and `x-requested-with` are what Direct Line's browser clients send. */
function corsOf({ allowsOrigin }: Door): CorsRule {
  return { allows: allowsOrigin, headers: ["authorization", "content-type", "x-ms-bot-agent", "x-requested-with"] };
}

/** Makes a thing at the first call and keeps it; a failed making is tried again. */
function once(make: () => Promise<DirectLineAdapter>): () => Promise<DirectLineAdapter> {
  let made: Promise<DirectLineAdapter> | undefined;
  return async () => {
    made ??= make();
    try {
      return await made;
    } catch (fault) {
      made = undefined;
      throw fault;
    }
  };
}
