import { once } from "node:events";
import { createServer } from "node:net";
import { createWebchat } from "../bots/webchat/index.ts";
import type { Webchat, WebchatDeps } from "../bots/webchat/index.ts";
import { chatRates } from "../bots/webchat/limits.ts";
import type { Address, ChannelName } from "../core/channel/address.ts";
import type { Channel, FileSource } from "../core/channel/channel.ts";
import type { Config } from "../core/config.ts";
import { DeliveryError } from "../core/errors.ts";
import type { Door } from "../core/http/door.ts";
import type { Route } from "../core/http/route.ts";
import type { Language } from "../core/language/language.ts";
import { sayIn } from "../core/language/say.ts";
import type { Say } from "../core/language/text-key.ts";
import type { Log } from "../core/log.ts";
import { openParts } from "../core/open-parts.ts";
import { textIn } from "../core/organisation/look-up.ts";
import { createRedress } from "../core/redress.ts";
import type { Redress, RedressParts } from "../core/redress.ts";
import { ensureFirstAdministrator } from "../core/staff/first-administrator.ts";
import { createDesk } from "../desk/create-desk.ts";
import type { DeskTools } from "../desk/desk-tools.ts";
import { appRoutes } from "../desk/serve-app.ts";
import { createSite } from "../site/index.ts";
import { createMetrics } from "./create-meter.ts";
import type { Metrics } from "./create-meter.ts";
import { createHttpServer } from "./http.ts";
import type { HttpServer } from "./http.ts";
import { localUrl } from "./local-url.ts";
import { openDoors } from "./open-doors.ts";
import { siteDeps } from "./open-site.ts";
import { operatorRoutes } from "./operator-routes.ts";

/** A server that runs. */
export interface RunningServer {
  /** Where to point a browser. */
  readonly url: string;
  /** The first administrator's link, where one is waiting to be used. */
  readonly firstLink: string | undefined;
  /** Those that can send. */
  readonly channels: readonly ChannelName[];
  /** The page that shows what would have been sent by SMS, where there is one. */
  readonly outbox: string | undefined;
  /** Accepts no more, ends streams, finishes turns and closes the store, within 10 s. */
  stop(): Promise<void>;
}

/** What HTTP may take of the 10 s that a stop may take; the rest is for what is being sent, and the store. */
const HTTP_GRACE_MS = 5_000;

/** Everything that the doors are opened with. */
interface Setting {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly parts: RedressParts;
  readonly redress: Redress;
  readonly say: (language: Language) => Say;
  /** Those that can send, as far as their doors are open. */
  readonly channels: readonly Channel[];
  /** As the world sees this server, without a slash at its end. */
  readonly url: string;
}

type Stops = (() => Promise<void>)[];

/**
 * Puts everything together as `config` says, and starts it. What was opened is closed again when something cannot be. `deskBuilt` reads the agents' app from
 * elsewhere than where `npm run build:desk` puts it; for tests.
 */
export async function startServer(config: Config, log: Log, deskBuilt?: string): Promise<RunningServer> {
  const metrics = createMetrics();
  const parts = await openParts(config, log, metrics.meter);
  const stops: Stops = [() => parts.store.close()];
  try {
    return await open({ config, log, metrics, parts, stops, app: await appRoutes(parts.ports, deskBuilt) });
  } catch (fault) {
    await stopAll(stops, log);
    throw fault;
  }
}

interface Opening extends Pick<Setting, "config" | "log" | "metrics" | "parts"> {
  readonly stops: Stops;
  /** The agents' app. */
  readonly app: readonly Route[];
}

async function open({ config, log, metrics, parts, stops, app }: Opening): Promise<RunningServer> {
  const { organisation, ports } = parts;
  const channels: Channel[] = [];
  const redress = await createRedress(parts, () => channels);
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const say = (language: Language): Say => sayIn(language, organisation.timeZone, ports.clock.now());
  const setting: Setting = {
    config,
    log,
    metrics,
    parts,
    redress,
    say,
    channels,
    url: config.publicUrl ?? localUrl(config.host, port),
  };

  const webchat = await createWebchat(webchatDeps(setting));
  stops.unshift(() => webchat.close());
  channels.push(webchat.channel);
  const doors = await openDoors({ config, parts, redress, meter: metrics.meter, url: setting.url });
  channels.push(...doors.map(({ channel }) => channel));
  const desk = await createDesk(deskTools(setting));
  stops.unshift(() => desk.stop());
  const link = await ensureFirstAdministrator(deskTools(setting), config.administrator, organisation.languages[0]);
  let isStopping = false;
  const routes = [
    ...operators(setting, () => isStopping),
    ...desk.routes,
    ...app,
    ...webchat.routes,
    ...doors.flatMap((door) => door.routes),
    ...(await createSite(siteDeps(setting, doors))),
  ];
  const http = httpServer(setting, routes, webchat);

  await redress.start(sourcesOf(doors));
  stops.unshift(() => redress.stop());
  await http.listen(port, config.host);
  stops.unshift(() => http.close(HTTP_GRACE_MS));
  for (const door of doors) {
    stops.unshift(() => door.stop());
    await door.start();
  }
  return {
    url: setting.url,
    firstLink: link === undefined ? undefined : `${setting.url}/desk/first?token=${link.token}`,
    channels: channels.map(({ name }) => name),
    // For this machine alone, whatever the world calls it.
    outbox: routes.some(({ path }) => path === "/outbox") ? `${localUrl(config.host, port)}/outbox` : undefined,
    stop: () => {
      isStopping = true;
      return stopAll(stops, log);
    },
  };
}

function sourcesOf(doors: readonly Door[]): ReadonlyMap<ChannelName, FileSource> {
  return new Map(doors.flatMap(({ channel, files }) => (files === undefined ? [] : [[channel.name, files] as const])));
}

function webchatDeps({ config, metrics, parts, redress, url }: Setting): WebchatDeps {
  const { store, files, ports, organisation, report } = parts;
  const { directLineSecret, widgetOrigins, postsPerMinute } = config.webchat;
  return {
    ...ports,
    store,
    files,
    receive: redress.receive,
    noteTyping: redress.noteTyping,
    secretKey: config.secretKey,
    publicUrl: url,
    widgetOrigins,
    rates: chatRates(postsPerMinute),
    get botName() {
      return textIn(organisation.name, organisation.languages[0], organisation);
    },
    meter: metrics.meter,
    report,
    ...(directLineSecret === undefined ? {} : { directLineSecret }),
    ...(config.botFramework === undefined ? {} : { microsoftApp: microsoftApp(config.botFramework) }),
  };
}

function microsoftApp({
  appId,
  appPassword,
  tenantId,
}: NonNullable<Config["botFramework"]>): NonNullable<WebchatDeps["microsoftApp"]> {
  return { appId, appPassword, ...(tenantId === undefined ? {} : { tenantId }) };
}

function deskTools({ config, metrics, parts, redress, say, channels }: Setting): DeskTools {
  const { store, files, ports, organisation, renewSettings, hasher } = parts;
  const { meter } = metrics;
  return {
    ...ports,
    store,
    files,
    organisation,
    ...(renewSettings === undefined ? {} : { renewSettings }),
    hasher,
    meter,
    casework: redress.casework,
    sayIn: say,
    publicUrl: config.publicUrl,
    channelTo: (to) => channels.find(({ name }) => name === to.channel),
    showTyping: (to) => showTyping(channels, to),
  };
}

/** That it could not be shown is nobody's trouble. */
async function showTyping(channels: readonly Channel[], to: Address): Promise<void> {
  try {
    await channels.find(({ name }) => name === to.channel)?.showTyping?.(to);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
  }
}

function operators({ config, log, metrics, parts }: Setting, isStopping: () => boolean): readonly Route[] {
  const { store, files, ports } = parts;
  metrics.watchOutbox(store, ports.clock);
  return operatorRoutes({
    store,
    files,
    clock: ports.clock,
    metrics,
    metricsToken: config.metricsToken,
    log,
    isStopping,
  });
}

function httpServer(
  { config, log, metrics, parts, say, url }: Setting,
  routes: readonly Route[],
  webchat: Webchat,
): HttpServer {
  return createHttpServer({
    routes,
    sockets: webchat.sockets,
    log,
    ids: parts.ports.ids,
    meter: metrics.meter,
    measured: metrics.measured,
    sayIn: say,
    isHttps: url.startsWith("https:"),
    trustProxy: config.trustProxy,
  });
}

/** One after another, each although the one before it failed: what holds a lock or a lease has to let go of it. */
async function stopAll(stops: Stops, log: Log): Promise<void> {
  for (const stop of stops.splice(0)) {
    await stop().catch((fault: unknown) => log.error({}, "a part did not stop cleanly", fault));
  }
}

/** Links and sockets name the port, so it has to be known before anything listens on it. */
async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
