import { describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { freshDatabase } from "../support/postgres.ts";
import { ServerProcess } from "../support/server-process.ts";

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

/** What a start that fails prints, and its exit code. */
async function failedStart(
  environment: Record<string, string>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "redress-start-"));
  const child = spawn(process.execPath, [main], { cwd: folder, env: { DATA_DIR: folder, PORT: "0", ...environment } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const [code] = (await once(child, "close")) as [number | null];
  await rm(folder, { recursive: true });
  return { code, output };
}

describe("the server as a process", () => {
  it("refuses a production that is half configured, and names every variable", async () => {
    const { code, output } = await failedStart({
      NODE_ENV: "production",
      S3_BUCKET: "files",
      MICROSOFT_APP_PASSWORD: "canary",
    });
    expect(code).toBe(1);
    for (const variable of ["PUBLIC_URL", "SECRET_KEY", "S3_ENDPOINT", "MICROSOFT_APP_ID"])
      expect(output).toContain(`${variable} `);
    expect(output).not.toContain("canary");
  });

  it("ends with 1 when its database does not answer, and says so without the address", async () => {
    const { code, output } = await failedStart({ DATABASE_URL: "postgresql://u:canary@127.0.0.1:1/x" });
    expect(code).toBe(1);
    expect(output).toContain('"level":"fatal"');
    expect(output).not.toContain("canary");
  });

  it("stops on SIGTERM within ten seconds although a stream and a socket are open, with its log free of secrets", async () => {
    const server = await ServerProcess.prepare({ DATABASE_URL: await freshDatabase("empty") });
    await server.start();
    const post = async (
      address: string,
      body: object,
      headers: Record<string, string> = {},
    ): Promise<Record<string, string>> => {
      const answer = await fetch(server.url + address, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
      });
      return (await answer.json()) as Record<string, string>;
    };
    const password = "a stone in the river";
    const signedIn = await post("/api/v1/setup", {
      token: server.firstToken,
      password,
      email: "canary@example.org",
      bearer: true,
    });
    const bearer = { authorization: `Bearer ${signedIn["token"] ?? ""}` };
    const stream = await fetch(`${server.url}/api/v1/stream`, { headers: bearer });
    expect(stream.status).toBe(200);
    const visitor = await post("/webchat/token", {});
    const chat = await post("/v3/directline/conversations", {}, { authorization: `Bearer ${visitor["token"] ?? ""}` });
    const socket = new WebSocket(chat["streamUrl"] ?? "");
    await once(socket, "open");
    const ended = Promise.all([once(socket, "close"), stream.text()]);
    const started = performance.now();
    expect(await server.close()).toBe(0);
    expect(performance.now() - started).toBeLessThan(10_000);
    await ended;
    const log = server.output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .join("\n");
    for (const secret of [server.firstToken, signedIn["token"], visitor["token"], password, "canary"]) {
      expect(log.includes(secret ?? "missing")).toBe(false);
    }
    expect(log).toContain('"event":"stopping"');
  });
});
