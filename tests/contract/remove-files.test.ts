import { expect, test } from "@jest/globals";
import { removeErased, removeNeverSent } from "../../core/attachment/remove-files.ts";
import type { Attachment } from "../../core/attachment/attachment.ts";
import type { Store } from "../../core/store/store.ts";
import { memoryFileStore } from "../support/memory-file-store.ts";
import { describeStores } from "./store.harness.ts";
import { after, attachment, complaint, customer, newId, NOON, storedFile } from "./store.fixtures.ts";

const keys = [storedFile.originalKey, storedFile.cleanKey, storedFile.thumbnailKey];

describeStores("files of customers whose details were erased", (store) => {
  test("are deleted with their records, unless a complaint has them or they came later", async () => {
    const [kept, erased] = [customer(), customer({ erasedAt: after(5) })];
    const filed = complaint(erased);
    const gone = attachment(erased, { name: "خانه.jpg" });
    const refused = attachment(erased, {
      state: "refused",
      refusal: "broken",
      source: { kind: "remote", handle: "h" },
    });
    const others = [
      attachment(erased, { complaintId: filed.id, state: "refused", refusal: "broken" }),
      attachment(erased, { announcedAt: after(6), state: "refused", refusal: "broken" }),
      attachment(erased),
      attachment(kept, { state: "refused", refusal: "broken" }),
    ];
    await store().commit({
      customers: [{ after: kept }, { after: erased }],
      complaints: [{ after: filed }],
      attachments: [gone, refused, ...others],
    });
    await store().attachments.stored(gone.id, storedFile);
    const files = memoryFileStore();
    for (const key of [...keys, "original/other", "staged/abc"])
      await files.put(key, new Uint8Array([1]), "image/jpeg");
    let isDown = true;
    const tools = {
      store: store(),
      clock: { now: () => after(9) },
      report: () => undefined,
      files: { delete: (key: string) => (isDown ? Promise.reject(new Error("down")) : files.delete(key)) },
    };
    await expect(removeErased(tools)).rejects.toThrow("down");
    isDown = false;
    // The other never had a file, and went at once.
    expect(await removeErased(tools)).toBe(1);
    expect(await removeErased(tools)).toBe(0);
    expect(files.keys()).toEqual(["original/other"]);
    const ids = [gone, refused, ...others].map(({ id }) => id);
    const left = await store().attachments.byIds(ids);
    expect(left.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
  });

  test("go although one among them cannot be deleted, which is reported and tried again", async () => {
    const erased = customer({ erasedAt: after(5) });
    const [stuck, other] = ["staged/stuck", "staged/other"].map((key, place) =>
      attachment(erased, {
        state: "refused",
        refusal: "broken",
        source: { kind: "staged", key },
        announcedAt: after(place),
      }),
    );
    if (stuck === undefined || other === undefined) throw new Error("no files");
    await store().commit({ customers: [{ after: erased }], attachments: [stuck, other] });
    const tools = { store: store(), clock: { now: () => after(9) }, report: () => undefined };
    const remove = (key: string) => (key === "staged/stuck" ? Promise.reject(new Error("locked")) : Promise.resolve());
    await expect(removeErased({ ...tools, files: { delete: remove } })).rejects.toThrow("locked");
    expect((await store().attachments.byIds([stuck.id, other.id])).map(({ id }) => id)).toEqual([stuck.id]);
    await store().attachments.remove(stuck.id);
  });

  test("may be asked for at any time", async () => {
    expect(await store().attachments.ofErased(10)).toEqual([]);
    await store().attachments.remove(attachment(customer({ createdAt: NOON })).id);
  });
});

describeStores("files of forms that were never sent", (store) => {
  test("are deleted with their records after a day, and nobody else's are", async () => {
    const who = customer();
    const filed = complaint(who);
    const settled = { state: "refused", refusal: "broken" } as const;
    const { customerId: _customerId, channel: _channel, ...carried } = attachment(who, settled);
    const ofForm = (change: Partial<Attachment> = {}) => ({ ...carried, id: newId.attachment(), ...change });
    const gone = ofForm({ source: { kind: "staged", key: "staged/form" }, state: "announced" });
    const alsoGone = ofForm({ announcedAt: after(1), source: { kind: "staged", key: "staged/other" } });
    const [lateButSent, ...others] = [
      ofForm({ announcedAt: after(2) }),
      ofForm({ announcedAt: after(3) }),
      ofForm({ origin: "staff" }),
      attachment(who, settled),
      ofForm({ complaintId: filed.id }),
    ];
    await store().commit({
      customers: [{ after: who }],
      complaints: [{ after: filed }],
      attachments: [gone, alsoGone, lateButSent, ...others],
    });
    await store().attachments.stored(gone.id, storedFile);
    const files = memoryFileStore();
    for (const key of [...keys, "original/other", "staged/form", "staged/other"])
      await files.put(key, new Uint8Array([1]), "image/jpeg");
    expect(await store().attachments.neverSent(after(3), 10)).toMatchObject([
      { id: gone.id },
      { id: alsoGone.id },
      { id: lateButSent.id },
    ]);
    expect(await store().attachments.neverSent(after(3), 1)).toHaveLength(1);
    await store().commit({ claims: [{ attachmentId: lateButSent.id, complaintId: filed.id }] });
    const clock = { now: () => after(24 * 60 + 3) };
    const tools = { store: store(), files, clock, report: () => undefined };
    expect(await removeNeverSent(tools)).toBe(2);
    expect(await removeNeverSent(tools)).toBe(0);
    expect(files.keys()).toEqual(["original/other"]);
    const left = [lateButSent, ...others].map(({ id }) => id);
    expect((await store().attachments.byIds([gone.id, alsoGone.id, ...left])).map(({ id }) => id)).toEqual(left);
  });

  test("stay where the form was sent while they were being deleted", async () => {
    const who = customer();
    const filed = complaint(who);
    const { customerId: _customerId, ...carried } = attachment(who, { state: "refused", refusal: "broken" });
    await store().commit({ customers: [{ after: who }], complaints: [{ after: filed }], attachments: [carried] });
    const attachments: Store["attachments"] = {
      ...store().attachments,
      neverSent: async (before, limit) => {
        const found = await store().attachments.neverSent(before, limit);
        await store().commit({ claims: [{ attachmentId: carried.id, complaintId: filed.id }] });
        return found;
      },
    };
    const files = { delete: () => Promise.reject(new Error("must not be deleted")) };
    const clock = { now: () => after(24 * 60 + 1) };
    expect(await removeNeverSent({ store: { attachments }, files, clock, report: () => undefined })).toBe(0);
    expect(await store().attachments.byId(carried.id)).toMatchObject({ complaintId: filed.id });
  });
});
