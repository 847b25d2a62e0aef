import { expect, test } from "@jest/globals";
import type { StoreNews } from "../../core/store/store-news.ts";
import { clock, describeStores } from "./store.harness.ts";
import { attachment, complaint, continued, inbound, storedChat, storedComplaint, until } from "./store.fixtures.ts";

describeStores("what runs beside the turn", (store) => {
  test("news of a commit reaches who listens, and nobody after they have stopped", async () => {
    const heard: StoreNews[] = [];
    const stop = await store().listen((news) => heard.push(news));
    const { customer: who, chat } = await storedChat(store());
    const file = attachment(who);
    const filed = complaint(who);
    await store().commit({
      conversations: [{ before: chat, after: continued(chat, 1) }],
      complaints: [{ after: filed }],
      attachments: [file],
      inbound: inbound(chat, 1),
    });
    const about = (id: string) => heard.find((news) => news.id === id)?.kind;
    await until(() => about(filed.id) !== undefined && about(file.id) !== undefined && about(chat.id) !== undefined);
    expect([about(filed.id), about(file.id), about(chat.id)]).toEqual(["complaint", "attachment", "conversation"]);
    await store().attachments.refused(file.id, "broken");
    await until(() => heard.filter(({ id }) => id === file.id).length === 2);
    await stop();
    const count = heard.length;
    await store().commit({ complaints: [{ after: complaint(who) }] });
    const otherStop = await store().listen((news) => heard.push({ ...news, kind: "missed" }));
    await store().commit({ complaints: [{ after: complaint(who) }] });
    await until(() => heard.length > count);
    expect(heard.slice(count).every(({ kind }) => kind === "missed")).toBe(true);
    await otherStop();
  });

  test("a timer runs when it is due, once for its key, and again when its work failed", async () => {
    const { complaint: filed } = await storedComplaint(store());
    const timer = (key: string, at: Date) => ({
      key: `${key} ${filed.id}`,
      purpose: "reminder" as const,
      at,
      round: 1 as const,
      detail: "2",
      complaintId: filed.id,
    });
    const due = new Date(clock.now().getTime() - 1000);
    const later = new Date(clock.now().getTime() + 60 * 60 * 1000);
    await store().commit({ timers: [timer("first", due), timer("first", due), timer("later", later)] });
    await store().commit({ timers: [timer("first", due)] });
    await Promise.all([1, 2, 3].map(() => store().commit({ timers: [timer("at once", due)] })));
    const ran: string[] = [];
    let failed = false;
    await store().timers.start(async (one) => {
      expect(one).toEqual(timer(one.key.replace(` ${filed.id}`, ""), due));
      if (one.key.startsWith("at once") && !failed) {
        failed = true;
        throw new Error("not this time");
      }
      ran.push(one.key.replace(` ${filed.id}`, ""));
    });
    await until(() => ran.length >= 2);
    await store().commit({ timers: [timer("first", due)] });
    await store().commit({ timers: [timer("last", due)] });
    await until(() => ran.includes("last"));
    expect(ran.sort()).toEqual(["at once", "first", "last"]);
    await store().timers.stop();
  });
});
