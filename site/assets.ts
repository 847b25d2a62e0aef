import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { Fault } from "../core/errors.ts";
import { etagOf } from "../core/http/asset.ts";
import type { Asset } from "../core/http/asset.ts";

/** The script is embedded under an address that never changes, so that a new version must arrive soon. */
const SOON = "public, max-age=300, stale-while-revalidate=86400";
const CSS = "text/css; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
/** Any page may embed the script; which may then use the chat is decided where tokens are given. */
const ANY_PAGE = { "cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*" };

/** The files of the site. `script` stands for the built widget; without it `site/widget/dist/widget.js` is read, or a `Fault` says how to build it. */
export async function readSiteAssets(script?: string): Promise<readonly Asset[]> {
  const widget = script === undefined ? await readWidget() : Buffer.from(script);
  return Promise.all([
    prepare("/widget.js", widget, { "content-type": SCRIPT, ...ANY_PAGE }),
    prepare("/site.css", await readFile(here("pages/site.css")), { "content-type": CSS }),
    prepare("/site.js", await readFile(here("pages/site.js")), { "content-type": SCRIPT }),
    prepare("/icon.svg", await readFile(here("pages/icon.svg")), { "content-type": "image/svg+xml" }),
  ]);
}

async function readWidget(): Promise<Uint8Array> {
  try {
    return await readFile(here("widget/dist/widget.js"));
  } catch (error) {
    throw new Fault("widget-not-built", "run `npm run build:widget`", error);
  }
}

async function prepare(path: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Asset> {
  const [brotli, zipped] = await Promise.all([promisify(brotliCompress)(bytes), promisify(gzip)(bytes, { level: 9 })]);
  return {
    path,
    bytes,
    encodings: [
      { name: "br", bytes: brotli },
      { name: "gzip", bytes: zipped },
    ],
    etag: etagOf(bytes),
    cacheControl: SOON,
    headers,
  };
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
