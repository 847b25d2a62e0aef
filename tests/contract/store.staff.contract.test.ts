import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { ConcurrentChange } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import type { AgentId } from "../../core/ids.ts";
import { describeStores } from "./store.harness.ts";
import { after, agent, firstCalendar, newId, NOON, plainDate, storedChat, storedComplaint } from "./store.fixtures.ts";

describeStores("staff and what they are told", (store) => {
  describe("staff", () => {
    test("are saved, changed and found by their e-mail address, which is theirs alone", async () => {
      const one = agent({ passwordHash: "h", disabledAt: after(1), role: "auditor" });
      await store().staff.save(one);
      expect(await store().staff.byId(one.id)).toEqual(one);
      expect(await store().staff.byEmail(one.email)).toEqual(one);
      const { disabledAt: _disabledAt, ...enabled } = { ...one, name: "other", departments: [] };
      await store().staff.save(enabled);
      expect(await store().staff.byId(one.id)).toEqual(enabled);
      expect((await store().staff.all()).map(({ id }) => id)).toContain(one.id);
      await expect(store().staff.save(agent({ email: one.email }))).rejects.toBeInstanceOf(ConcurrentChange);
    });

    test("are changed field by field: what was changed meanwhile stays", async () => {
      const hours = { 1: { from: "08:00", to: "12:00" } };
      const absences = [{ from: plainDate("2026-12-01"), to: plainDate("2026-12-05") }];
      const one = agent({ passwordHash: "h", hours });
      await store().staff.save(one);
      await Promise.all([
        store().staff.change(one.id, { duty: "away" }),
        store().staff.change(one.id, { absences }),
        store().staff.change(one.id, { name: "other", departments: [] }),
        store().staff.change(one.id, { disabledAt: after(1) }),
        store().staff.seen(one.id, after(2)),
      ]);
      const disabled = {
        ...one,
        duty: "away",
        absences,
        name: "other",
        departments: [],
        disabledAt: after(1),
        seenAt: after(2),
      };
      expect(await store().staff.byId(one.id)).toEqual(disabled);
      expect(await store().staff.change(one.id, {})).toEqual(disabled);
      const { disabledAt: _disabledAt, hours: _hours, ...enabled } = disabled;
      expect(await store().staff.change(one.id, { disabledAt: null, hours: null })).toEqual(enabled);
      expect(await store().staff.change(one.id, { hours, passwordHash: "other" })).toEqual({
        ...enabled,
        hours,
        passwordHash: "other",
      });
    });

    test("are not changed where they are unknown, nor to another's e-mail address", async () => {
      const [one, other] = [agent(), agent()];
      for (const each of [one, other]) await store().staff.save(each);
      expect(await store().staff.change(newId.agent(), { name: "nobody" })).toBeUndefined();
      expect(await store().staff.change(brand<AgentId>("nobody"), { name: "nobody" })).toBeUndefined();
      const taken = store().staff.change(one.id, { email: other.email, name: "other" });
      await expect(taken).rejects.toBeInstanceOf(ConcurrentChange);
      expect(await store().staff.byId(one.id)).toEqual(one);
    });

    test("have sessions, the newest first", async () => {
      const one = agent();
      await store().staff.save(one);
      const session = (minutes: number) => ({
        tokenHash: uuidv7(),
        agentId: one.id,
        createdAt: after(minutes),
        lastUsedAt: after(minutes),
        expiresAt: after(99),
      });
      const [older, newer] = [session(1), session(2)];
      await store().staff.saveSession(older);
      await store().staff.saveSession(newer);
      await store().staff.saveSession({ ...older, revokedAt: after(3) });
      expect(await store().staff.sessionsOf(one.id)).toEqual([newer, { ...older, revokedAt: after(3) }]);
      expect(await store().staff.sessionByHash(newer.tokenHash)).toEqual(newer);
      const stray = store().staff.saveSession({ ...session(1), agentId: newId.agent() });
      await expect(stray).rejects.toMatchObject({ code: "store-reference" });
    });

    test("keep a revoked session revoked, whatever is saved after it", async () => {
      const one = agent();
      await store().staff.save(one);
      const times = { createdAt: NOON, lastUsedAt: NOON, expiresAt: after(99) };
      const session = { tokenHash: uuidv7(), agentId: one.id, ...times, revokedAt: after(1) };
      await store().staff.saveSession(session);
      await store().staff.saveSession({ ...session, lastUsedAt: after(2), revokedAt: after(3) });
      await store().staff.saveSession({
        tokenHash: session.tokenHash,
        agentId: one.id,
        ...times,
        lastUsedAt: after(4),
      });
      expect(await store().staff.sessionByHash(session.tokenHash)).toEqual({ ...session, lastUsedAt: after(4) });
    });

    test("use a link once, and not after it has expired", async () => {
      const one = agent();
      await store().staff.save(one);
      const link = { tokenHash: uuidv7(), agentId: one.id, expiresAt: after(1) };
      await store().staff.saveLink(link);
      expect(await store().staff.linkByHash(link.tokenHash)).toEqual(link);
      expect(await store().staff.useLink(link.tokenHash, after(1))).toBe(false);
      const uses = await Promise.all(Array.from({ length: 8 }, () => store().staff.useLink(link.tokenHash, NOON)));
      expect(uses.filter(Boolean)).toHaveLength(1);
      expect(await store().staff.linkByHash(link.tokenHash)).toEqual({ ...link, usedAt: NOON });
    });

    test("replace the links of one agent that were not used, and no other's", async () => {
      const [one, other] = [agent(), agent()];
      for (const each of [one, other]) await store().staff.save(each);
      const link = (agentId: typeof one.id) => ({ tokenHash: uuidv7(), agentId, expiresAt: after(1) });
      const [used, lost, newest, foreign] = [link(one.id), link(one.id), link(one.id), link(other.id)];
      await store().staff.saveLink(used);
      await store().staff.useLink(used.tokenHash, NOON);
      for (const each of [foreign, lost, newest]) await store().staff.saveLink(each);
      const left = await Promise.all(
        [used, lost, newest, foreign].map((each) => store().staff.linkByHash(each.tokenHash)),
      );
      expect(left).toEqual([{ ...used, usedAt: NOON }, undefined, newest, foreign]);
    });
  });

  test("the audit trail is one chain, however many append at once", async () => {
    const line = (action: string) => ({
      at: NOON,
      actor: "agent 1",
      action,
      subject: "complaint 1",
      facts: { b: 1, a: "x" },
    });
    await Promise.all(Array.from({ length: 12 }, (_, index) => store().audit.append(line(`read ${index}`))));
    const first = await store().audit.list({ limit: 5 });
    const rest = await store().audit.list({ limit: 100, ...(first.next === undefined ? {} : { after: first.next }) });
    expect([...first.rows, ...rest.rows].map(({ seq }) => seq)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(first.rows[0]).toMatchObject({
      actor: "agent 1",
      subject: "complaint 1",
      facts: { a: "x", b: 1 },
      at: NOON,
    });
    expect(rest.next).toBeUndefined();
    expect(await store().audit.firstBroken()).toBeUndefined();
  });

  test("calendars have versions that follow one another, and old ones stay", async () => {
    expect(await store().calendars.current()).toEqual(firstCalendar);
    const second = { ...firstCalendar, version: 2, timeZone: "Europe/Istanbul", specialDays: [] };
    const saves = await Promise.allSettled([1, 2, 3].map(() => store().calendars.save(second, "x", NOON)));
    expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const save of saves) if (save.status === "rejected") expect(save.reason).toBeInstanceOf(ConcurrentChange);
    expect(await store().calendars.current()).toEqual(second);
    expect(await store().calendars.version(1)).toEqual(firstCalendar);
    await expect(store().calendars.save({ ...second, version: 9 }, "x", NOON)).rejects.toBeInstanceOf(ConcurrentChange);
  });

  test("failed tries at once are all counted, and the longest block stays", async () => {
    const key = uuidv7();
    const block = (failures: number) => (failures >= 5 ? after(failures) : undefined);
    const counts = await Promise.all(Array.from({ length: 10 }, () => store().throttles.fail(key, NOON, block)));
    expect(counts.map(({ failures }) => failures).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await store().throttles.read(key)).toEqual({ failures: 10, blockedUntil: after(10) });
    await store().throttles.clear(key);
    expect(await store().throttles.read(key)).toEqual({ failures: 0 });
  });

  test("alerts are open until somebody settles them", async () => {
    const { chat } = await storedChat(store());
    const { complaint: filed } = await storedComplaint(store());
    const staff = agent();
    await store().staff.save(staff);
    await store().commit({
      alerts: [
        { kind: "person_asked_for", conversationId: chat.id, at: after(2) },
        { kind: "safety", complaintId: filed.id, at: after(1) },
      ],
    });
    const mine = async () =>
      (await store().alerts.open(100)).filter(
        ({ complaintId, conversationId }) => complaintId === filed.id || conversationId === chat.id,
      );
    const [first, second] = await mine();
    expect(first).toEqual({ id: first?.id, kind: "safety", complaintId: filed.id, at: after(1) });
    expect(second).toMatchObject({ kind: "person_asked_for", conversationId: chat.id });
    await store().alerts.settle(first?.id ?? "", staff.id, NOON);
    expect((await mine()).map(({ id }) => id)).toEqual([second?.id]);
  });

  test("alerts for one person are settled by nobody else", async () => {
    const { complaint: filed } = await storedComplaint(store());
    const [staff, colleague] = [agent(), agent()];
    await store().staff.save(staff);
    await store().staff.save(colleague);
    await store().commit({
      alerts: [{ kind: "mentioned", complaintId: filed.id, agentId: staff.id, at: after(1) }],
    });
    const open = async () =>
      store()
        .alerts.open(100, staff.id)
        .then((rows) => rows.filter((row) => row.agentId));
    const [alert] = await open();
    await store().alerts.settle(alert?.id ?? "", colleague.id, NOON);
    expect(await open()).toHaveLength(1);
    await store().alerts.settle(alert?.id ?? "", staff.id, NOON);
    expect(await open()).toEqual([]);
  });
});
