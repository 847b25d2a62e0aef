import { expect, test } from "@jest/globals";
import { removeErased } from "../../core/attachment/remove-erased.ts";
import { memoryFileStore } from "../support/memory-file-store.ts";
import { describeStores } from "./store.harness.ts";
import { after, attachment, complaint, customer, NOON, storedFile } from "./store.fixtures.ts";

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
    const remove = (key: string) => (key === "staged/stuck" ? Promise.reject(new Error("locked")) : Promise.resolve());
    await expect(removeErased({ store: store(), report: () => undefined, files: { delete: remove } })).rejects.toThrow(
      "locked",
    );
    expect((await store().attachments.byIds([stuck.id, other.id])).map(({ id }) => id)).toEqual([stuck.id]);
    await store().attachments.remove(stuck.id);
  });

  test("may be asked for at any time", async () => {
    expect(await store().attachments.ofErased(10)).toEqual([]);
    await store().attachments.remove(attachment(customer({ createdAt: NOON })).id);
  });
});
