import { expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { ConcurrentChange } from "../../core/errors.ts";
import { brand, type CategoryKey, type DepartmentKey } from "../../core/ids.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { SettingsVersion } from "../../core/store/settings-version.ts";
import type { Presence, StoreNews } from "../../core/store/store-news.ts";
import type { Complete } from "./store.complete.ts";
import {
  after,
  agent,
  clockDue,
  newId,
  plainDate,
  storedChat,
  storedComplaint,
  outbound,
  continued,
  until,
} from "./store.fixtures.ts";
import { describeStores } from "./store.harness.ts";

const version = (change: Partial<SettingsVersion> = {}): SettingsVersion => ({
  section: "texts",
  version: 1,
  content: { fa: { "menu.title": "سلام" } },
  savedBy: "file",
  savedAt: after(0),
  ...change,
});

describeStores("what the desk keeps", (store) => {
  test("of an agent: duty, absences and hours, and when they were seen", async () => {
    const one: Complete<Agent> = {
      ...agent(),
      passwordHash: "$argon2id$",
      disabledAt: after(1),
      duty: "away",
      seenAt: after(2),
      absences: [{ from: plainDate("2026-12-01"), to: plainDate("2026-12-03") }],
      hours: {
        1: { from: "08:00", to: "12:00" },
        2: { from: "08:00", to: "12:00" },
        3: { from: "08:00", to: "12:00" },
        4: { from: "08:00", to: "12:00" },
        5: { from: "08:00", to: "12:00" },
        6: { from: "08:00", to: "12:00" },
        7: { from: "09:00", to: "13:00" },
      },
    };
    await store().staff.save(one);
    expect(await store().staff.byId(one.id)).toEqual(one);
    await store().staff.seen(one.id, after(5));
    await store().staff.seen(one.id, after(4));
    expect(await store().staff.byId(one.id)).toEqual({ ...one, seenAt: after(5) });
    // What is saved was read before they were seen.
    const { duty: _duty, hours: _hours, absences: _absences, ...bare } = one;
    await store().staff.save(bare);
    expect(await store().staff.byId(one.id)).toEqual({ ...bare, seenAt: after(5) });
    await store().staff.seen(newId.agent(), after(6));
  });

  test("of an agent: what they keep for themselves", async () => {
    const one = agent();
    await store().staff.save(one);
    expect(await store().staff.preferences(one.id)).toBeUndefined();
    const preferences = { keys: { "queue.next": "KeyJ" }, filters: [{ name: "صف", status: ["received"] }] };
    await store().staff.savePreferences(one.id, preferences);
    await store().staff.save({ ...one, name: "دیگر" });
    expect(await store().staff.preferences(one.id)).toEqual(preferences);
    expect(await store().staff.byId(one.id)).toEqual({ ...one, name: "دیگر" });
    await expect(store().staff.savePreferences(newId.agent(), {})).rejects.toMatchObject({ code: "store-reference" });
    expect(await store().staff.preferences(newId.agent())).toBeUndefined();
  });

  test("settings, each version whole, told to everybody", async () => {
    const heard: StoreNews[] = [];
    const stop = await store().listen((news) => heard.push(news));
    expect(await store().settings.current("texts")).toBeUndefined();
    expect(await store().settings.history("texts", { limit: 5 })).toEqual({ rows: [] });
    const versions = [
      version(),
      version({ version: 2, content: [1, null, "ب"], savedBy: newId.agent(), savedAt: after(1), note: "چون" }),
      version({ version: 3, savedAt: after(2) }),
    ];
    for (const one of versions) await store().settings.save(one);
    await store().settings.save(version({ section: "canned_replies" }));
    expect(await store().settings.current("texts")).toEqual(versions[2]);
    expect(await store().settings.version("texts", 2)).toEqual(versions[1]);
    expect(await store().settings.version("texts", 9)).toBeUndefined();
    const newest = await store().settings.history("texts", { limit: 2 });
    const oldest = await store().settings.history("texts", { limit: 2, after: newest.next ?? "" });
    const lines = versions.map(({ content: _, ...line }) => line).toReversed();
    expect([newest.rows, oldest]).toEqual([lines.slice(0, 2), { rows: lines.slice(2) }]);
    await until(() => heard.some(({ kind, id }) => kind === "settings" && id === "canned_replies"));
    expect(heard).toContainEqual({ kind: "settings", id: "texts" });
    await stop();
  });

  test("no two settings of one version, and none that leaves one out", async () => {
    const saves = [1, 2, 3].map(() => store().settings.save(version({ section: "profile" })));
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const next of [1, 3])
      await expect(store().settings.save(version({ section: "profile", version: next }))).rejects.toBeInstanceOf(
        ConcurrentChange,
      );
  });

  test("the lines of the audit trail about some things, the newest first", async () => {
    const [subject, file] = [`complaint ${uuidv7()}`, `attachment ${uuidv7()}`];
    for (const [minutes, about] of [
      [1, subject],
      [2, "complaint other"],
      [3, file],
      [4, subject],
    ] as const)
      await store().audit.append({ at: after(minutes), actor: "a", action: "read", subject: about, facts: {} });
    const first = await store().audit.list({ limit: 2, subjects: [subject, file] });
    const second = await store().audit.list({ limit: 2, subjects: [subject, file], after: first.next ?? "" });
    expect(first.rows.map(({ at }) => at)).toEqual([after(4), after(3)]);
    expect(second.rows.map(({ at }) => at)).toEqual([after(1)]);
    expect(second.next).toBeUndefined();
    expect((await store().audit.list({ limit: 2, subjects: [subject] })).rows.map(({ at }) => at)).toEqual([
      after(4),
      after(1),
    ]);
    expect((await store().audit.list({ limit: 2, subjects: [] })).rows).toEqual([]);
    expect(await store().audit.firstBroken()).toBeUndefined();
  });

  test("alerts for one agent apart from those for everybody", async () => {
    const [one, other] = [agent(), agent()];
    for (const who of [one, other]) await store().staff.save(who);
    const { complaint } = await storedComplaint(store());
    const mention = (agentId: Agent["id"], minutes: number) =>
      ({ kind: "mentioned", complaintId: complaint.id, agentId, at: after(minutes) }) as const;
    const all = { kind: "safety", complaintId: complaint.id, at: after(2) } as const;
    await store().commit({ alerts: [mention(one.id, 1), all, mention(other.id, 3), mention(one.id, 4)] });
    const open = async (agentId?: Agent["id"]) =>
      (await store().alerts.open(100, agentId))
        .filter(({ complaintId }) => complaintId === complaint.id)
        .map(({ id: _, ...alert }) => alert);
    expect(await open()).toEqual([all]);
    expect(await open(one.id)).toEqual([mention(one.id, 1), all, mention(one.id, 4)]);
    const [first] = (await store().alerts.open(100, other.id)).filter(({ agentId }) => agentId === other.id);
    await store().alerts.settle(first?.id ?? "", other.id, after(5));
    expect(await open(other.id)).toEqual([all]);
    await expect(store().commit({ alerts: [mention(newId.agent(), 1)] })).rejects.toMatchObject({
      code: "store-reference",
    });
  });

  test("nothing of who looks and who writes, and tells everybody once", async () => {
    const heard: StoreNews[] = [];
    const stop = await store().listen((news) => {
      if (news.kind === "presence") heard.push(news);
    });
    const told: Presence[] = Array.from({ length: 150 }, (_, place) => ({
      about: { kind: place % 2 === 0 ? "complaint" : "conversation", id: uuidv7() },
      who: place % 3 === 0 ? { kind: "customer" } : { kind: "agent", agentId: newId.agent() },
      doing: place % 5 === 0 ? "writing" : "looking",
    }));
    store().tell({ about: { kind: "complaint", id: "no id: at all" }, who: { kind: "customer" }, doing: "left" });
    for (const presence of told) store().tell(presence);
    await until(() => heard.length >= told.length);
    expect(heard).toEqual(told.map((presence) => ({ kind: "presence", id: presence.about.id, presence })));
    await stop();
  });
});

describeStores("taking back", (store) => {
  test("is possible until a platform was given the message", async () => {
    const { chat } = await storedChat(store());
    const [first, second] = [outbound(chat, 1), outbound(chat, 2)];
    const held = outbound(chat, 3, {
      delivery: { state: "pending", attempts: 0, nextAttemptAt: after(500), hold: "quiet" },
    });
    const tried = outbound(chat, 4, { delivery: { state: "pending", attempts: 1, nextAttemptAt: after(0) } });
    await store().commit({
      conversations: [{ before: chat, after: continued(chat, 4) }],
      outbound: [first, second, held, tried],
    });
    const [taken] = await store().outbox.take("webchat", after(1), 60_000, 100);
    expect(taken?.id).toBe(first.id);
    expect(await store().outbox.takeBack(first.id)).toBe(false);
    expect(await store().outbox.takeBack(second.id)).toBe(true);
    expect(await store().outbox.takeBack(second.id)).toBe(false);
    expect(await store().outbox.takeBack(held.id)).toBe(true);
    expect(await store().outbox.takeBack(tried.id)).toBe(false);
    expect(await store().outbox.takeBack(brand("nothing"))).toBe(false);
    const messages = await store().conversations.messages(chat.id, 0, 10);
    expect(messages.map((one) => (one.direction === "out" ? one.delivery.state : one.direction))).toEqual([
      "sending",
      "superseded",
      "superseded",
      "pending",
    ]);
    expect(messages[2]).not.toHaveProperty("delivery.hold");
  });

  test("is won or lost against a sender, never both", async () => {
    const { chat } = await storedChat(store());
    let before = chat;
    for (let seq = 1; seq <= 12; seq += 1) {
      const message = outbound(chat, seq);
      const next = continued(before, 1);
      await store().commit({ conversations: [{ before, after: next }], outbound: [message] });
      before = next;
      const [back, taken] = await Promise.all([
        store().outbox.takeBack(message.id),
        store().outbox.take("webchat", after(1), 60_000, 500),
      ]);
      expect(taken.some(({ id }) => id === message.id)).toBe(!back);
      await store().outbox.settle(message.id, { state: "sent", attempts: 1, nextAttemptAt: after(1) }, after(1));
    }
  });
});

describeStores("the counts of the queue", (store) => {
  test("are those of its filters, up to the cap", async () => {
    const category = brand<CategoryKey>(`c${uuidv7()}`);
    const department = brand<DepartmentKey>("lab");
    const matter = { category, description: "—" };
    for (const minutes of [10, 20, 30, undefined])
      await storedComplaint(store(), { matter, department, clocks: clockDue(minutes) });
    await storedComplaint(store(), { matter, status: "closed" });
    const due = { from: after(10), to: after(30) };
    const filters = {
      all: { category },
      capped: { category, department },
      overdue: { category, overdueAt: after(15) },
      due: { category, due },
      closed: { category, status: ["closed"] },
      none: { category, status: [] },
    } as const;
    expect(await store().complaints.counts(filters, 3)).toEqual({
      all: 3,
      capped: 3,
      overdue: 1,
      due: 2,
      closed: 1,
      none: 0,
    });
    const { rows } = await store().complaints.queue({ category, due }, { limit: 10 });
    expect(rows.map(({ dueAt }) => dueAt)).toEqual([after(10), after(20)]);
    expect(await store().complaints.counts({}, 3)).toEqual({});
  });
});
