import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../core/errors.ts";
import { etagOf, serveAsset } from "../core/http/asset.ts";
import type { Asset } from "../core/http/asset.ts";
import { html, problem } from "../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../core/http/route.ts";
import type { Random } from "../core/ports.ts";

/** Where `npm run build:desk` puts the app. */
const BUILT = fileURLToPath(new URL("app/dist/", import.meta.url));

/** Stands in the built page wherever this answer's own nonce has to stand; see app/vite.config.ts. */
const NONCE_MARK = "__nonce__";

/** Named by its content, an asset never changes: one year, the longest that caches honour (RFC 9111 leaves it open; RFC 2616 said a year). */
const FOR_EVER = "public, max-age=31536000, immutable";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

/** The deepest page of the desk has this many parts below `/desk`. */
const DEPTH = 5;

/**
 * The agents' app: one page under `/desk` and every path below it, and the files that it loads, compressed when they were built. `built` reads it from
 * elsewhere than `desk/app/dist`. Rejects with `Fault` where it has not been built.
 */
export async function appRoutes({ random }: { readonly random: Random }, built = BUILT): Promise<readonly Route[]> {
  const page = await readPage(built);
  const assets = await readAssets(join(built, "assets"));
  const show = (): HttpResponse => servePage(page, Buffer.from(random.bytes(18)).toString("base64"));
  return [
    ...pagePaths().map((path) => route(path, show)),
    ...assets.map((asset) => route(asset.path, (request) => serveAsset(request, asset))),
    // A window of before an update asks for files that are gone: the page in their place would be taken for a script.
    route("/desk/assets/:file", () => problem(404, "problem.not_found")),
  ];
}

function route(path: string, serve: (request: HttpRequest) => HttpResponse): Route {
  return { method: "GET", path, maxBodyBytes: 0, handle: async (request) => serve(request) };
}

/** `/desk`, `/desk/:a`, `/desk/:a/:b` …: the app knows which of them it has. */
function pagePaths(): readonly string[] {
  return Array.from({ length: DEPTH + 1 }, (_, depth) =>
    ["/desk", ...Array.from({ length: depth }, (_part, at) => `:part${String(at + 1)}`)].join("/"),
  );
}

async function readPage(built: string): Promise<string> {
  try {
    return await readFile(join(built, "index.html"), "utf8");
  } catch (error) {
    throw new Fault("desk-not-built", "run `npm run build:desk`", error);
  }
}

async function readAssets(folder: string): Promise<readonly Asset[]> {
  const names = await readdir(folder);
  const plain = names.filter((name) => !/\.(?:br|gz)$/u.test(name));
  return Promise.all(plain.map((name) => readAsset(folder, name, new Set(names))));
}

async function readAsset(folder: string, name: string, beside: ReadonlySet<string>): Promise<Asset> {
  const bytes = await readFile(join(folder, name));
  const compressed = [
    { name: "br", file: `${name}.br` },
    { name: "gzip", file: `${name}.gz` },
  ].filter(({ file }) => beside.has(file));
  return {
    path: `/desk/assets/${name}`,
    bytes,
    encodings: await Promise.all(
      compressed.map(async ({ name: encoding, file }) => ({
        name: encoding,
        bytes: await readFile(join(folder, file)),
      })),
    ),
    etag: etagOf(bytes),
    cacheControl: FOR_EVER,
    headers: { "content-type": TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" },
  };
}

/**
 * The page with a nonce of this answer alone: Mantine writes its theme's variables into style elements, which the policy
 * lets in by it. Scripts come from files only. A page that carries a nonce must not be kept.
 */
function servePage(page: string, nonce: string): HttpResponse {
  return html(200, page.replaceAll(NONCE_MARK, nonce), {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' blob: data:",
      "media-src 'self' blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
    "cache-control": "no-store",
  });
}
