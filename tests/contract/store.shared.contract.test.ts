import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { ConcurrentChange, DuplicateInbound } from "../../core/errors.ts";
import { describeStores } from "./store.harness.ts";
import { after, continued, inbound, NOON, storedChat } from "./store.fixtures.ts";

describeStores("what all processes share", (store) => {
  describe("a bucket", () => {
    const rate = { count: 10, perMs: 1000 };
    const at = (ms: number) => new Date(NOON.getTime() + ms);

    test("gives what it holds, then one at a time as it fills", async () => {
      const key = uuidv7();
      const take = (want: number, ms: number) => store().buckets.take(key, rate, want, at(ms));
      expect(await take(4, 0)).toEqual({ granted: 4, free: at(0) });
      expect(await take(8, 0)).toEqual({ granted: 6, free: at(100) });
      expect(await take(1, 99)).toEqual({ granted: 0, free: at(100) });
      expect(await take(5, 100)).toEqual({ granted: 1, free: at(200) });
      expect(await take(5, 450)).toEqual({ granted: 3, free: at(500) });
      expect(await take(99, 60_000)).toEqual({ granted: 10, free: at(60_100) });
    });

    test("is filled by what is given back, and never beyond what it holds", async () => {
      const key = uuidv7();
      await store().buckets.take(key, rate, 10, NOON);
      await store().buckets.giveBack(key, rate, 3);
      expect(await store().buckets.take(key, rate, 10, NOON)).toEqual({ granted: 3, free: at(100) });
      await store().buckets.giveBack(key, rate, 50);
      expect((await store().buckets.take(key, rate, 99, NOON)).granted).toBe(10);
    });

    test("gives nothing while it is blocked, and the longest block counts", async () => {
      const key = uuidv7();
      await store().buckets.block(key, at(5000));
      await store().buckets.block(key, at(2000));
      expect(await store().buckets.take(key, rate, 2, at(4999))).toEqual({ granted: 0, free: at(5000) });
      expect((await store().buckets.take(key, rate, 2, at(5000))).granted).toBe(2);
      await store().buckets.block(key, at(9000));
      expect(await store().buckets.take(key, rate, 2, at(6000))).toEqual({ granted: 0, free: at(9000) });
    });

    test("takes clocks that differ, and rates that no millisecond divides", async () => {
      const key = uuidv7();
      const odd = { count: 3, perMs: 1000 };
      expect((await store().buckets.take(key, odd, 9, at(50))).granted).toBe(3);
      expect(await store().buckets.take(key, odd, 9, at(0))).toEqual({ granted: 0, free: at(384) });
      expect((await store().buckets.take(key, odd, 9, at(384))).granted).toBe(1);
      expect((await store().buckets.take(key, odd, 9, at(1050))).granted).toBe(2);
    });

    test("never gives more than it holds to fifty takers at once", async () => {
      const key = uuidv7();
      for (const [ms, most] of [
        [0, 10],
        [300, 3],
      ] as const) {
        const takes = Array.from({ length: 50 }, () => store().buckets.take(key, rate, 2, at(ms)));
        const granted = (await Promise.all(takes)).reduce((sum, one) => sum + one.granted, 0);
        expect(granted).toBe(most);
      }
    });
  });

  test("what holds nothing any more is swept away, and nothing else", async () => {
    const at = (ms: number) => new Date(NOON.getTime() + ms);
    const [old, fresh, blocked] = [uuidv7(), uuidv7(), uuidv7()];
    await store().throttles.fail(old, after(-20), () => after(-10));
    await store().throttles.fail(fresh, after(-5), () => undefined);
    await store().throttles.fail(blocked, after(-20), () => after(1));
    const rate = { count: 1, perMs: 1000 };
    for (const key of [old, fresh]) await store().buckets.take(key, rate, 1, key === old ? at(-1000) : at(-999));
    await store().buckets.block(blocked, at(1));
    await store().bookmarks.lease(old, "a", at(-1000), 1000);
    await store().bookmarks.lease(fresh, "a", at(-1000), 1001);
    await store().bookmarks.advance(blocked, 7);
    // What other tests left behind is swept with it.
    expect(await store().sweep(NOON, after(-10))).toBeGreaterThanOrEqual(3);
    expect(await store().sweep(NOON, after(-10))).toBe(0);
    const failures = [old, fresh, blocked].map(async (key) => (await store().throttles.read(key)).failures);
    expect(await Promise.all(failures)).toEqual([0, 1, 1]);
    expect((await store().buckets.take(fresh, rate, 1, NOON)).granted).toBe(0);
    expect((await store().buckets.take(blocked, rate, 1, NOON)).granted).toBe(0);
    expect(await store().bookmarks.lease(fresh, "b", NOON, 1)).toBeUndefined();
    expect(await store().bookmarks.lease(blocked, "b", NOON, 1)).toEqual({ value: 7 });
    expect(await store().bookmarks.lease(old, "b", NOON, 1)).toEqual({ value: undefined });
  });

  describe("a bookmark", () => {
    test("is lent to one holder at a time, and tells how far was read", async () => {
      const key = uuidv7();
      const lease = (holder: string, minute: number) => store().bookmarks.lease(key, holder, after(minute), 60_000);
      expect(await lease("a", 0)).toEqual({ value: undefined });
      expect(await lease("b", 0.9)).toBeUndefined();
      await store().bookmarks.advance(key, 7);
      await store().bookmarks.advance(key, 5);
      expect(await lease("a", 0.9)).toEqual({ value: 7 });
      expect(await lease("b", 1.5)).toBeUndefined();
      expect(await lease("b", 1.9)).toEqual({ value: 7 });
      await store().bookmarks.release(key, "a");
      expect(await lease("a", 2)).toBeUndefined();
      await store().bookmarks.release(key, "b");
      expect(await lease("a", 2)).toEqual({ value: 7 });
    });

    test("is lent to one of many who ask at once", async () => {
      const key = uuidv7();
      await store().bookmarks.advance(key, 2 ** 40);
      const holders = Array.from({ length: 20 }, (_, index) => `holder ${index}`);
      const leases = await Promise.all(holders.map((one) => store().bookmarks.lease(key, one, NOON, 1000)));
      expect(leases.filter((one) => one !== undefined)).toEqual([{ value: 2 ** 40 }]);
    });

    test("moves with the work that read so far, and with no other", async () => {
      const key = uuidv7();
      const valueOf = async () => (await store().bookmarks.lease(key, "me", NOON, 1000))?.value;
      const { chat } = await storedChat(store());
      const said = inbound(chat, 1);
      const next = continued(chat, 1);
      await store().commit({
        conversations: [{ before: chat, after: next }],
        inbound: said,
        bookmark: { key, value: 41 },
      });
      expect(await valueOf()).toBe(41);
      const again = {
        conversations: [{ before: next, after: continued(next, 1) }],
        inbound: inbound(chat, 2, { externalId: said.externalId }),
      };
      await expect(store().commit({ ...again, bookmark: { key, value: 42 } })).rejects.toBeInstanceOf(DuplicateInbound);
      const late = store().commit({
        conversations: [{ before: chat, after: continued(chat, 0) }],
        bookmark: { key, value: 43 },
      });
      await expect(late).rejects.toBeInstanceOf(ConcurrentChange);
      expect(await valueOf()).toBe(41);
      await store().commit({ bookmark: { key, value: 40 } });
      expect(await valueOf()).toBe(41);
      await store().bookmarks.release(key, "me");
      const marks = Array.from({ length: 20 }, (_, index) => store().commit({ bookmark: { key, value: 50 + index } }));
      await Promise.all(marks);
      expect(await valueOf()).toBe(69);
    });
  });
});
