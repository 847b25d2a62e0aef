import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Attachment } from "../../core/attachment/attachment.ts";
import { startFetcher } from "../../core/attachment/fetcher.ts";
import type { FetcherTools } from "../../core/attachment/fetcher.ts";
import type { FileRef } from "../../core/channel/inbound.ts";
import { Fault } from "../../core/errors.ts";
import { newCustomer } from "../../core/conversation/new-conversation.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
import type { Lane } from "../../core/lane/lane.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { momentOf } from "../../core/system.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { memoryFileStore } from "../support/memory-file-store.ts";

const lease = 120_000;
const photo = await readFile(new URL("../fixtures/pictures/gps.jpg", import.meta.url));
const running: Lane[] = [];

afterEach(async () => {
  for (const lane of running.splice(0)) await lane.stop();
});

function begin(over: Partial<FetcherTools> = {}) {
  const ports = fixedPorts(new Date("2026-12-01T07:00:00Z"));
  const store = createMemoryStore(ports);
  const files = memoryFileStore();
  const told: string[] = [];
  const reported: unknown[] = [];
  const announce = async (source: FileRef["source"]): Promise<AttachmentId> => {
    const moment = momentOf(ports);
    const customer = newCustomer("en", moment);
    const file: Attachment = {
      id: brand<AttachmentId>(ports.ids.uuid()),
      customerId: customer.id,
      channel: "telegram",
      origin: "customer",
      source,
      kind: "photo",
      state: "announced",
      announcedAt: moment.now,
      attempts: 0,
    };
    await store.commit({ customers: [{ after: customer }], attachments: [file] });
    return file.id;
  };
  const stateOf = async (id: AttachmentId) => {
    const file = await store.attachments.byId(id);
    return [file?.state, file?.refusal, file?.attempts];
  };
  const start = (): Lane => {
    const onRefused: FetcherTools["onRefused"] = async (_file, reason) => void told.push(reason);
    const report = (error: unknown) => void reported.push(error);
    const base = { store, clock: ports.clock, random: ports.random, files, sources: new Map(), scan: undefined };
    const lane = startFetcher({ ...base, onRefused, report, ...over });
    running.push(lane);
    return lane;
  };
  /** Until every file has been tried once more. */
  const round = async (): Promise<void> => start().stop();
  return { ports, store, files, told, reported, announce, stateOf, start, round };
}

const from = (fetch: () => Promise<Uint8Array>): Partial<FetcherTools> => ({
  sources: new Map([["telegram" as const, { fetch }]]),
});

describe("the fetcher", () => {
  it("stores what can be had and is allowed, original and clean copy", async () => {
    const { announce, stateOf, round, store, files, told } = begin(from(() => Promise.resolve(photo)));
    const id = await announce({ kind: "remote", handle: "h" });
    await round();
    expect(await stateOf(id)).toEqual(["stored", undefined, 1]);
    const stored = (await store.attachments.byId(id))?.stored;
    expect(files.keys()).toEqual(
      [stored?.originalKey, stored?.cleanKey, stored?.thumbnailKey].map((key) => key ?? "").toSorted(),
    );
    expect(told).toEqual([]);
  });

  it("deletes staged bytes once they are stored, or refused", async () => {
    const { announce, stateOf, round, files, told } = begin();
    await files.put("staged/aa/good", photo, "image/jpeg");
    await files.put("staged/aa/bad", new TextEncoder().encode("MZ not a picture\0\0"), "image/jpeg");
    const good = await announce({ kind: "staged", key: "staged/aa/good" });
    const bad = await announce({ kind: "staged", key: "staged/aa/bad" });
    await round();
    expect((await stateOf(good))[0]).toBe("stored");
    expect((await stateOf(bad)).slice(0, 2)).toEqual(["refused", "kind_not_allowed"]);
    expect(files.keys().filter((key) => key.startsWith("staged/"))).toEqual([]);
    expect(told).toEqual(["kind_not_allowed"]);
  });

  it("tells the customer before it records the refusal, so that a crash in between loses no word", async () => {
    const stages: string[] = [];
    const bench = begin({
      ...from(() => Promise.resolve(new Uint8Array())),
      onRefused: async () => void stages.push(String((await bench.stateOf(id))[0])),
    });
    const id = await bench.announce({ kind: "remote", handle: "h" });
    await bench.round();
    expect(stages).toEqual(["fetching"]);
    expect((await bench.stateOf(id)).slice(0, 2)).toEqual(["refused", "broken"]);
  });

  it("records the refusal also where telling fails by our own fault, and tries again where the store is down", async () => {
    const failing = (error: Error) => ({
      ...from(() => Promise.resolve(new Uint8Array())),
      onRefused: () => Promise.reject(error),
    });
    const bug = begin(failing(new Error("our bug")));
    const one = await bug.announce({ kind: "remote", handle: "h" });
    await bug.round();
    expect((await bug.stateOf(one))[0]).toBe("refused");
    const down = begin(failing(new Fault("store-unavailable", "down")));
    const other = await down.announce({ kind: "remote", handle: "h" });
    await down.round();
    expect((await down.stateOf(other))[0]).toBe("fetching");
  });

  it("tries a platform seven times, a lease apart, before the file counts as lost", async () => {
    const { announce, stateOf, round, ports, told, reported } = begin(from(() => Promise.reject(new Error("404"))));
    const id = await announce({ kind: "remote", handle: "h" });
    for (let attempts = 1; attempts < 7; attempts += 1) {
      await round();
      await round();
      expect(await stateOf(id)).toEqual(["fetching", undefined, attempts]);
      ports.advance(lease);
    }
    await round();
    expect(await stateOf(id)).toEqual(["refused", "unreachable", 7]);
    expect(told).toEqual(["unreachable"]);
    expect(reported).toHaveLength(7);
  });

  it("refuses at once what the platform says is too large, and calls no operator", async () => {
    const tooLarge = new Fault("file-too-large", "too large");
    const { announce, stateOf, round, told, reported } = begin(from(() => Promise.reject(tooLarge)));
    const id = await announce({ kind: "remote", handle: "h" });
    await round();
    expect(await stateOf(id)).toEqual(["refused", "too_large", 1]);
    expect([told, reported]).toEqual([["too_large"], []]);
  });

  it("begins again what a dead process had begun, once its lease is over", async () => {
    const { announce, stateOf, round, ports, store } = begin(from(() => Promise.resolve(photo)));
    const id = await announce({ kind: "remote", handle: "h" });
    await store.attachments.take(ports.clock.now(), lease, 1);
    ports.advance(lease - 1);
    await round();
    expect((await stateOf(id))[0]).toBe("fetching");
    ports.advance(1);
    await round();
    expect((await stateOf(id))[0]).toBe("stored");
  });

  it("lets nothing pass while the scanner does not answer, however long", async () => {
    const { announce, stateOf, round, ports, told } = begin({
      ...from(() => Promise.resolve(photo)),
      scan: () => Promise.reject(new Fault("scanner-unavailable", "down")),
    });
    const id = await announce({ kind: "remote", handle: "h" });
    for (let rounds = 0; rounds < 10; rounds += 1) {
      await round();
      ports.advance(lease);
    }
    expect(await stateOf(id)).toEqual(["fetching", undefined, 10]);
    expect(told).toEqual([]);
  });

  it("gives up a file on which our own code breaks, and goes on with the others", async () => {
    const { announce, stateOf, round, ports, files } = begin({
      scan: (bytes) => (bytes.length < 100 ? Promise.reject(new TypeError("our bug")) : Promise.resolve(false)),
    });
    await files.put("staged/aa/odd", new TextEncoder().encode("plain words"), "text/plain");
    await files.put("staged/aa/good", photo, "image/jpeg");
    const odd = await announce({ kind: "staged", key: "staged/aa/odd" });
    const good = await announce({ kind: "staged", key: "staged/aa/good" });
    for (let rounds = 0; rounds < 7; rounds += 1) {
      await round();
      ports.advance(lease);
    }
    expect((await stateOf(odd)).slice(0, 2)).toEqual(["refused", "broken"]);
    expect((await stateOf(good))[0]).toBe("stored");
  });

  it("is woken by what is announced", async () => {
    const { announce, stateOf, start } = begin(from(() => Promise.resolve(photo)));
    const lane = start();
    await pause(5);
    const id = await announce({ kind: "remote", handle: "h" });
    lane.wake();
    while ((await stateOf(id))[0] !== "stored") await pause(1);
  });
});
