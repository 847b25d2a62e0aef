import { createHash } from "node:crypto";
import type { HttpRequest, HttpResponse } from "./route.ts";

/** A file as it is served: read, compressed and named by its content once, when the server starts. */
export interface Asset {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Smallest first. */
  readonly encodings: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly etag: string;
  readonly cacheControl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The name of these bytes for caches: weak, because the same file comes in several encodings (RFC 9110, section 8.8.1). */
export function etagOf(bytes: Uint8Array): string {
  return `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
}

/** The file, or 304 where the browser has it, in the smallest encoding that the browser takes. */
export function serveAsset({ headers: asked }: Pick<HttpRequest, "headers">, asset: Asset): HttpResponse {
  const encoding = asset.encodings.find(({ name }) => accepts(asked["accept-encoding"], name));
  const headers = {
    ...asset.headers,
    etag: asset.etag,
    "cache-control": asset.cacheControl,
    vary: "accept-encoding",
  };
  if (asked["if-none-match"]?.includes(asset.etag) === true) return { status: 304, headers };
  if (encoding === undefined) return { status: 200, bytes: asset.bytes, headers };
  return { status: 200, bytes: encoding.bytes, headers: { ...headers, "content-encoding": encoding.name } };
}

function accepts(header: string | string[] | undefined, encoding: string): boolean {
  return String(header ?? "")
    .split(",")
    .some((part) => {
      const [name, quality] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/u);
      return name === encoding && Number(quality ?? 1) > 0;
    });
}
