import { describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { hostOfConnect, isLoopback } from "../support/loopback.ts";

describe("the network guard", () => {
  test.each(["127.0.0.1", "127.9.9.9", "::1", "[::1]", "::ffff:127.0.0.1", "LOCALHOST"])("lets %s through", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  test.each(["10.0.0.1", "0.0.0.0", "127.0.0.1.example", "localhost.example", "::2", "::ffff:10.0.0.1", ""])(
    "stops %p",
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );

  test.each([
    [[{ port: 80, host: "shop.example" }], "shop.example"],
    [[[{ port: 80, host: "shop.example" }, null]], "shop.example"],
    [[80, "shop.example"], "shop.example"],
    [["80", "shop.example"], "shop.example"],
    [[80], "localhost"],
    [["/run/some.sock"], "localhost"],
    [[{ path: "/run/some.sock" }], "localhost"],
  ])("reads the host of connect(%j)", (args, host) => {
    expect(hostOfConnect(args)).toBe(host);
  });

  test("fails each test that reaches out, even when the test swallows the error", async () => {
    const run = await jestOn("tests/fixtures/network-guard/reaching.test.ts");
    expect(run.code).toBe(1);
    expect(run.stdout.trim().split("\n").at(-1)).toBe("1 passed, 8 failed");
    expect(run.stderr.match(/A test reached beyond this machine/gu)?.length).toBeGreaterThanOrEqual(8);
  });
});

/** Runs jest on one file that no ordinary run finds. */
function jestOn(file: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const jest = ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--testMatch", `<rootDir>/${file}`];
  return new Promise((done) => {
    execFile(process.execPath, jest, (error, stdout, stderr) => {
      done({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
