import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { systemPorts } from "../../core/system.ts";
import { appRoutes } from "../../desk/serve-app.ts";
import { openHttpBench } from "../support/http-bench.ts";
import type { HttpBench } from "../support/http-bench.ts";

const SCRIPT = "console.log('the desk')";
const { random } = systemPorts();

let folder: string;
let bench: HttpBench;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "redress-app-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), '<meta property="csp-nonce" nonce="__nonce__"><div id="desk"></div>');
  await writeFile(join(folder, "assets/index-1.js"), SCRIPT);
  await writeFile(join(folder, "assets/index-1.js.gz"), gzipSync(SCRIPT));
  bench = await openHttpBench(await appRoutes({ random }, folder));
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the desk's app", () => {
  test("is one page under every path, with a nonce of each answer and no inline script", async () => {
    const nonces = new Set<string>();
    for (const path of ["/desk", "/desk/complaints", "/desk/complaints/1/paper", "/desk/settings/a/b/c"]) {
      const answer = await fetch(bench.url + path);
      expect([path, answer.status]).toEqual([path, 200]);
      const policy = answer.headers.get("content-security-policy") ?? "";
      const nonce = /style-src 'self' 'nonce-([^']+)'/u.exec(policy)?.[1] ?? "";
      expect(await answer.text()).toContain(`nonce="${nonce}"`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  test("has files that are kept for ever, compressed beforehand and not sent twice", async () => {
    const url = `${bench.url}/desk/assets/index-1.js`;
    const answer = await fetch(url, { headers: { "accept-encoding": "gzip" } });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(await answer.text()).toBe(SCRIPT);
    const again = await fetch(url, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  test("answers a file that an update took away with 404, never with the page", async () => {
    expect((await fetch(`${bench.url}/desk/assets/index-0.js`)).status).toBe(404);
  });

  test("says how to build it where it is not built", async () => {
    await expect(appRoutes({ random }, join(folder, "nowhere"))).rejects.toThrow("npm run build:desk");
  });
});
