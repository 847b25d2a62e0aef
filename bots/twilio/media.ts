import type { FileSource } from "../../core/channel/channel.ts";
import { Fault } from "../../core/errors.ts";

export interface MediaOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiRoot: string | undefined;
  /** How long one file may take; unset: a minute. */
  readonly fileTimeoutMs?: number;
}

const twilioApi = "https://api.twilio.com";

/**
 * Where Twilio sends on whoever may have a file, for four hours
 * (https://help.twilio.com/articles/223183748, "Protect Media Access with HTTP Basic Authentication").
 */
const stores: readonly { readonly host: string; readonly path: string }[] = [
  { host: "mms.twiliocdn.com", path: "/" },
  { host: "media.twiliocdn.com", path: "/" },
  { host: "s3-external-1.amazonaws.com", path: "/media.twiliocdn.com/" },
];

const mostHops = 2;
const usualTimeoutMs = 60_000;

/**
 * Fetches the files of messages: from this account's own part of Twilio's API, with its credentials, and from there to Twilio's stores of files,
 * without them. Any other address is not called at all.
 */
export function createMediaSource(options: MediaOptions): FileSource {
  const { accountSid, authToken, apiRoot, fileTimeoutMs = usualTimeoutMs } = options;
  const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`, "utf8").toString("base64")}`;
  const root = apiRoot ?? twilioApi;
  return {
    fetch: async (handle, { maxBytes }) => {
      let url = ownFile(handle, accountSid, root);
      const signal = AbortSignal.timeout(fileTimeoutMs);
      for (let hop = 0; hop <= mostHops; hop += 1) {
        const headers = hop === 0 ? { authorization: credentials } : {};
        const response = await call(url, headers, signal);
        const next = response.headers.get("location");
        if (response.ok) return await bytesOf(response, maxBytes);
        await response.body?.cancel();
        if (response.status < 300 || response.status >= 400 || next === null)
          throw new Fault("twilio-media", `a file was not given: status ${String(response.status)}`);
        url = storedFile(next, url, apiRoot);
      }
      throw new Fault("twilio-media", "a file was sent on without end");
    },
  };
}

async function call(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers, redirect: "manual", signal });
  } catch (failure) {
    throw new Fault("twilio-media", "a file could not be fetched", failure instanceof Error ? failure.name : undefined);
  }
}

/** `handle` as this account's file, on the API's own host or the one that stands in its place; anything else is not called. */
function ownFile(handle: string, accountSid: string, root: string): URL {
  const url = URL.parse(handle);
  const isOurs = url !== null && [twilioApi, root].includes(url.origin) && url.username === "" && url.search === "";
  const place = new RegExp(`^/2010-04-01/Accounts/${accountSid}/Messages/[SM]M[0-9a-f]{32}/Media/ME[0-9a-f]{32}$`, "u");
  if (!isOurs || !place.test(url.pathname)) throw new Fault("twilio-media", "a file's address is not this account's");
  return new URL(url.pathname, root);
}

function storedFile(location: string, from: URL, apiRoot: string | undefined): URL {
  const url = URL.parse(location, from);
  const isStore =
    url !== null &&
    ((url.protocol === "https:" &&
      url.port === "" &&
      stores.some(({ host, path }) => url.hostname === host && url.pathname.startsWith(path))) ||
      url.origin === apiRoot);
  if (!isStore) throw new Fault("twilio-media", "a file was sent on to an address that is not Twilio's");
  return url;
}

async function bytesOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > maxBytes) throw new Fault("file-too-large", "the file is larger than may be fetched");
      chunks.push(chunk);
    }
  } catch (failure) {
    if (failure instanceof Fault) throw failure;
    throw new Fault("twilio-media", "a file broke off", failure instanceof Error ? failure.name : undefined);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
