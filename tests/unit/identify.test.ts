import { describe, expect, it } from "@jest/globals";
import { createIdentify } from "../../core/casework/identify.ts";
import { passcodeBlocking } from "../../core/complaint/passcode-blocking.ts";
import { makeTrackingNumber } from "../../core/complaint/tracking-number.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { toLocalDigits } from "../../core/language/digits.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import type { Store } from "../../core/store/store.ts";
import { claimTry } from "../../core/throttle/claim-try.ts";
import { createSecretThrottle } from "../../core/throttle/secret-throttle.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { filed } from "../support/complaints.ts";

const right = "123456789012";
const wrong = "999988887777";
const minute = 60_000;

/** The identification with one complaint in the store, and a record of all that it does, in order. */
function begin() {
  const ports = fixedPorts(new Date("2026-12-01T07:00:00Z"));
  const number = makeTrackingNumber(ports.random);
  const complaint: Complaint = { ...filed().complaint, number, passcodeHash: `hash of ${right}` };
  const done: string[] = [];
  const inner = createMemoryStore(ports);
  const throttles: Store["throttles"] = {
    read: (key) => inner.throttles.read(key),
    fail: (key, now, block) => {
      done.push(`count ${key.split(":")[1] ?? ""}`);
      return inner.throttles.fail(key, now, block);
    },
    clear: (key) => inner.throttles.clear(key),
  };
  const complaints = {
    ...inner.complaints,
    byNumber: async (asked: string) => (asked === number ? complaint : undefined),
  };
  const hasher = {
    hash: () => Promise.reject(new Error("nothing is hashed to identify")),
    verify: async (known: string, secret: string) => {
      done.push("hash");
      return known === `hash of ${secret}`;
    },
    burn: async () => void done.push("hash"),
  };
  const tools = { store: { ...inner, throttles, complaints }, clock: ports.clock, hasher };
  const make = () => createIdentify(tools);
  return { ports, number, done, identify: make(), again: make, throttles };
}

const refusedAs = (key: string) => ({ ok: false, refusal: { key } });
const mismatch = refusedAs("refusal.number_or_passcode");
const blocked = refusedAs("refusal.too_many_tries");

describe("identifying by number and passcode", () => {
  it("opens the complaint, and counts before it hashes", async () => {
    const { identify, number, done } = begin();
    expect(await identify(number, right, "chat")).toMatchObject({ ok: true, value: { number } });
    expect(done).toEqual(["count origin", "count secret", "hash"]);
  });

  it.each([
    ["Persian digits", (code: string) => toLocalDigits(code, "fa")],
    ["Arabic digits", (code: string) => toLocalDigits(code, "ar")],
    ["spaces", (code: string) => code.replaceAll(/\d{4}(?=\d)/gu, "$& ")],
    ["dashes", (code: string) => code.replaceAll(/\d{4}(?=\d)/gu, "$&-")],
    ["isolates around it", (code: string) => `\u2068${code}\u2069`],
  ])("takes both with %s", async (_name, typed) => {
    const { identify, number } = begin();
    expect(await identify(typed(number), typed(right), "chat")).toMatchObject({ ok: true });
  });

  it.each<[string, (number: string) => readonly [string, string]]>([
    ["a wrong passcode", (number) => [number, wrong]],
    ["a passcode that is too short", (number) => [number, "1234"]],
    ["an empty passcode", (number) => [number, ""]],
    ["a number that nobody has", () => ["1000000002", right]],
    [
      "a number whose check digit is wrong",
      (number) => [`${number.slice(0, 9)}${String((Number(number[9]) + 1) % 10)}`, right],
    ],
    ["something that is no number", () => ["what?", right]],
  ])("answers %s with the same sentence after the same work", async (_name, typed) => {
    const { identify, number, done } = begin();
    const [asked, passcode] = typed(number);
    expect(await identify(asked, passcode, "chat")).toEqual(mismatch);
    expect(done).toEqual(["count origin", "count secret", "hash"]);
  });
});

describe("guessing", () => {
  it("is free five times, then waits 15 minutes, twice as long each time, and hashes nothing meanwhile", async () => {
    const { identify, number, done, ports } = begin();
    for (let tries = 1; tries <= 5; tries += 1)
      expect(await identify(number, wrong, `chat ${String(tries)}`)).toEqual(mismatch);
    for (const wait of [15, 30, 60, 120]) {
      const hashed = done.filter((step) => step === "hash").length;
      const until = new Date(ports.clock.now().getTime() + wait * minute);
      ports.advance(wait * minute - 1);
      expect(await identify(number, right, "owner")).toEqual({
        ok: false,
        refusal: { key: "refusal.too_many_tries", args: { until } },
      });
      expect(done.filter((step) => step === "hash")).toHaveLength(hashed);
      ports.advance(1);
      expect(await identify(number, wrong, `later ${String(wait)}`)).toEqual(mismatch);
    }
  });

  it("never locks a complaint for longer than a day", async () => {
    const { throttles, ports } = begin();
    for (let tries = 0; tries < 40; tries += 1) {
      await claimTry(throttles, "k", passcodeBlocking, ports.clock.now());
      ports.advance(24 * 60 * minute);
    }
    expect(await claimTry(throttles, "k", passcodeBlocking, ports.clock.now())).toBeUndefined();
  });

  it("begins anew after a right passcode", async () => {
    const { identify, number } = begin();
    for (let tries = 0; tries < 4; tries += 1) await identify(number, wrong, "chat");
    expect(await identify(number, right, "chat")).toMatchObject({ ok: true });
    for (let tries = 0; tries < 4; tries += 1) expect(await identify(number, wrong, "chat")).toEqual(mismatch);
  });

  it("counts fifty guesses at once as fifty: five are looked at", async () => {
    const { throttles, ports } = begin();
    const now = ports.clock.now();
    const claims = await Promise.all(Array.from({ length: 50 }, () => claimTry(throttles, "k", passcodeBlocking, now)));
    expect(claims.filter((until) => until === undefined)).toHaveLength(5);
    expect((await throttles.read("k")).failures).toBe(50);
  });

  it("is held back by origin, whatever the numbers, and then counts against no number any more", async () => {
    const { throttles, ports } = begin();
    const clockwise = () => ports.advance(100);
    const opened: string[] = [];
    for (let tries = 0; tries < 60; tries += 1) {
      // A limiter of its own each time: the limit over all is another test's.
      const throttle = createSecretThrottle(throttles, "passcode", passcodeBlocking);
      const secret = `number ${String(tries)}`;
      if ((await throttle.claim(secret, "one chat", ports.clock.now())) === undefined) opened.push(secret);
      clockwise();
    }
    expect(opened).toHaveLength(20);
    expect(await throttles.read("passcode:secret:number 40")).toEqual({ failures: 0 });
  });

  it("is held back over all, whatever the origins", async () => {
    const { again, done } = begin();
    const identify = again();
    const tried = Array.from({ length: 60 }, (_, each) => identify("1000000002", wrong, `chat ${String(each)}`));
    const ends = await Promise.all(tried);
    expect(done.filter((step) => step === "hash").length).toBeLessThanOrEqual(20);
    expect(ends.filter((end) => !end.ok && end.refusal.key === blocked.refusal.key).length).toBeGreaterThanOrEqual(40);
  });

  it("is seen by every process", async () => {
    const { again, number } = begin();
    const processes = Array.from({ length: 6 }, again);
    const ends = [];
    for (const identify of processes) ends.push(await identify(number, wrong, "chat"));
    expect(ends.slice(0, 5)).toEqual(Array(5).fill(mismatch));
    expect(ends[5]).toMatchObject(blocked);
  });
});
