import type { Channel } from "../../core/channel/channel.ts";
import { silentMeter } from "../../core/meter.ts";
import { sayIn } from "../../core/language/say.ts";
import { createHttpServer } from "../../server/http.ts";
import type { ChatLink } from "../../site/chat-links.ts";
import { createSite } from "../../site/index.ts";
import { captureLog } from "./captured-log.ts";
import { freePort } from "./free-port.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

/** The site on the real core and the real HTTP server, a memory store behind it. */
export interface SiteStage {
  readonly url: string;
  readonly world: World;
  /** Everything that was logged. */
  readonly written: () => string;
  readonly close: () => Promise<void>;
}

/** Takes everything: what was said is read in the store. */
export const smsSink: Channel = {
  name: "sms",
  capabilities: { maxButtons: 0, maxButtonLabel: 0, maxListItems: 0, maxListLabel: 0, maxText: 1530, maxFile: 0 },
  send: () => Promise.resolve({}),
};

export async function openSiteStage(
  channels: Channel[] = [smsSink],
  chats: (start?: string) => readonly ChatLink[] = () => [],
): Promise<SiteStage> {
  const world = await openWorld(channels);
  const { ports, organisation, store, files, startLinks } = world;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = captureLog();
  const server = createHttpServer({
    routes: await createSite({
      organisation,
      publicUrl: url,
      widgetScript: "",
      services: {
        ...ports,
        casework: world.redress.site,
        store,
        files,
        startLinks,
        calendar: world.redress.calendar,
        sayIn: (language) => sayIn(language, organisation.timeZone, ports.clock.now()),
        key: new Uint8Array(32).fill(7),
        chats,
      },
    }),
    sockets: [],
    log: log.log,
    meter: silentMeter,
    ids: ports.ids,
    sayIn: (language) => sayIn(language, organisation.timeZone),
    isHttps: false,
    trustProxy: [],
    measured: () => undefined,
  });
  await server.listen(port, "127.0.0.1");
  return {
    url,
    world,
    written: log.written,
    close: async () => {
      await server.close(1_000);
      await world.close();
    },
  };
}
