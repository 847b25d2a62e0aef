import type { FileSource } from "../../core/channel/channel.ts";
import { DeliveryError, Fault } from "../../core/errors.ts";
import { fileTooBig } from "./bot-api.ts";
import type { BotApi } from "./bot-api.ts";
import { capabilities, timeouts } from "./limits.ts";

/** Fetches what customers sent, from the Bot API's own host and from nowhere else. A handle is Telegram's `file_id`. */
export function createFileSource(api: BotApi): FileSource {
  return {
    fetch: async (handle, { maxBytes }) => {
      const max = Math.min(maxBytes, capabilities.maxFile);
      const { file_path: path, file_size: size = 0 } = await describe(api, handle);
      if (size > max) throw tooLarge();
      if (path === undefined || !isRelative(path))
        throw new Fault(
          "telegram-file",
          "the Bot API gave no path below its own address; a server started with --local is not supported",
        );
      return download(api.fileUrl(path), max);
    },
  };
}

async function describe(
  api: BotApi,
  handle: string,
): Promise<{ readonly file_path?: string; readonly file_size?: number }> {
  try {
    return await api.call("getFile", { file_id: handle });
  } catch (error) {
    if (error instanceof DeliveryError && error.platformCode === fileTooBig) throw tooLarge();
    throw error;
  }
}

/** Neither an absolute path nor one that climbs out. */
function isRelative(path: string): boolean {
  return (
    !path.startsWith("/") &&
    !path.includes("\\") &&
    path.split("/").every((part) => part !== "" && part !== ".." && part !== ".")
  );
}

async function download(url: URL, max: number): Promise<Uint8Array> {
  const response = await responseOf(url);
  if (!response.ok) throw new Fault("telegram-file", `the download was answered ${response.status}`);
  if (Number(response.headers.get("content-length") ?? 0) > max) {
    await response.body?.cancel();
    throw tooLarge();
  }
  return collect(response, max);
}

/** What is thrown names neither the address nor its cause: both hold the token. */
async function responseOf(url: URL): Promise<Response> {
  try {
    return await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeouts.download) });
  } catch {
    throw new Fault("telegram-file", "the download did not begin");
  }
}

async function collect({ body }: Response, max: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      length += chunk.length;
      if (length > max) break;
      chunks.push(chunk);
    }
  } catch {
    throw new Fault("telegram-file", "the download broke off");
  }
  if (length > max) throw tooLarge();
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(): Fault {
  return new Fault("file-too-large", "the file is larger than may be fetched");
}
