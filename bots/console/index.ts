import { readFile } from "node:fs/promises";
import type { Address } from "../../core/channel/address.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { Inbound, Reply } from "../../core/channel/inbound.ts";
import type { OfferedChoice } from "../../core/channel/outbound.ts";
import type { Ids } from "../../core/ports.ts";
import { guiseCapabilities } from "./limits.ts";
import type { Guise } from "./limits.ts";
import { parseLine } from "./parse.ts";
import type { Line } from "./parse.ts";
import { renderMessage } from "./render.ts";

export { guises } from "./limits.ts";
export type { Guise } from "./limits.ts";

export interface ConsoleDeps {
  readonly receive: (inbound: Inbound) => Promise<unknown>;
  /** The channel that the terminal is seen as. */
  readonly guise: Guise;
  /** BCP 47 tag that the channel would report; unset: none. */
  readonly locale?: string;
  readonly ids: Ids;
  /** Keeps a file's bytes until they have been checked, and gives the key. */
  readonly stage: (bytes: Uint8Array) => Promise<string>;
  /** Shows text to whoever sits at the terminal. */
  readonly write: (text: string) => void;
}

/** The whole bot in a terminal. */
export interface Console {
  readonly channel: Channel;
  /** Takes one line; resolves when it has been answered, with false when the person wants to leave. */
  readonly take: (line: string) => Promise<boolean>;
}

/** Where WhatsApp and SMS prove the number, the terminal does so with this one, which is nobody's. */
const provenPhone = "+905320000000";

/** Makes the channel of one terminal, with one person at it. */
export function createConsole(deps: ConsoleDeps): Console {
  const can = guiseCapabilities[deps.guise];
  const address: Address = { channel: "console", externalId: deps.ids.uuid() };
  let shown: readonly OfferedChoice[] = [];

  const receive = (reply: Reply) =>
    deps.receive({
      address,
      externalId: deps.ids.uuid(),
      reply,
      ...(deps.locale === undefined ? {} : { locale: deps.locale }),
      ...(deps.guise === "whatsapp" || deps.guise === "sms" ? { phone: provenPhone } : {}),
    });

  return {
    channel: {
      name: "console",
      capabilities: can,
      send: async (_, message) => {
        if (message.choices.length > 0) shown = message.choices;
        deps.write(renderMessage(message, can));
        return {};
      },
    },
    take: async (typed) => {
      const line = parseLine(typed);
      if (line.kind === "quit") return false;
      const reply = await replyOf(line, shown, deps);
      if (typeof reply === "string") deps.write(reply);
      else await receive(reply);
      return true;
    },
  };
}

/** What the line does in the conversation, or what is wrong with it. */
async function replyOf(
  line: Exclude<Line, { readonly kind: "quit" }>,
  shown: readonly OfferedChoice[],
  deps: ConsoleDeps,
): Promise<Reply | string> {
  switch (line.kind) {
    case "text":
    case "start":
      return line;
    case "tap": {
      const choice = shown[line.place - 1];
      return choice === undefined ? "There is no such button." : { kind: "tap", ...choice };
    }
    case "file":
      return fileReply(line, deps);
  }
}

async function fileReply(line: Extract<Line, { readonly kind: "file" }>, deps: ConsoleDeps): Promise<Reply | string> {
  const bytes = await readFile(line.path).catch(() => undefined);
  if (bytes === undefined) return `${line.path} cannot be read.`;
  if (bytes.length > guiseCapabilities[deps.guise].maxFile) return `${line.path} is larger than ${deps.guise} takes.`;
  const key = await deps.stage(bytes);
  return {
    kind: "files",
    files: [{ source: { kind: "staged", key }, kind: line.fileKind, name: line.name, size: bytes.length }],
    ...(line.caption === undefined ? {} : { text: line.caption }),
  };
}
