import { expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { Customer } from "../../core/conversation/conversation.ts";
import { brand, type CategoryKey, type ComplaintId } from "../../core/ids.ts";
import type { Store } from "../../core/store/store.ts";
import { after, complaint, customer, storedComplaint } from "./store.fixtures.ts";
import { describeStores } from "./store.harness.ts";

/** A word that no other complaint has. */
function newWord(): string {
  return `w${uuidv7().replaceAll("-", "")}`;
}

const category = brand<CategoryKey>("product.hard");

async function found(store: Store, words: string): Promise<readonly ComplaintId[]> {
  return (await store.complaints.search(words, { limit: 100 })).rows.map(({ id }) => id);
}

async function changed(store: Store, before: Customer, change: Partial<Customer>): Promise<Customer> {
  const next = { ...before, ...change };
  await store.commit({ customers: [{ before, after: next }] });
  return next;
}

describeStores("searching complaints", (store) => {
  test("finds every word of the matter by its beginning, in any of its spellings", async () => {
    const [mark, product, lot, order] = [newWord(), newWord(), newWord(), newWord()];
    const { complaint: one } = await storedComplaint(store(), {
      matter: {
        category,
        description: `رزینِ آبی‌رنگ ${mark}، می‌شود «كهنه» گفت؛ ŞİŞE kırık (۱۲۳۴)`,
        product: `رزین ${product}`,
        lot: `L-${lot}`,
        orderNumber: order,
      },
    });
    const spellings = ["رزين", "ابی", "آبیرنگ", "رنگ", "می شود", "میشود", "کهنه", "sise", "KIRIK", "1234", "۱۲۳"];
    for (const words of spellings) expect([words, await found(store(), `${mark} ${words}`)]).toEqual([words, [one.id]]);
    for (const word of [product, lot, order, mark.slice(0, 28)]) expect(await found(store(), word)).toEqual([one.id]);
    expect(await found(store(), `${mark} چیزی`)).toEqual([]);
    expect(await found(store(), mark.slice(4))).toEqual([]);
  });

  test("finds a tracking number, whole, from its start and in groups", async () => {
    const { complaint: one } = await storedComplaint(store());
    const { number } = one;
    expect(await found(store(), number)).toEqual([one.id]);
    expect(await found(store(), ` ${number.slice(0, 3)} ${number.slice(3, 6)}-${number.slice(6)} `)).toEqual([one.id]);
    expect(await found(store(), number.slice(0, 6))).toContain(one.id);
    expect(await found(store(), number.slice(0, 1))).toContain(one.id);
    expect(await found(store(), `9${number}`)).toEqual([]);
  });

  test("finds the customer's name and phone number in any spelling, as they are now", async () => {
    const [name, later] = [newWord(), newWord()];
    const phone = `+98912${String(Date.now()).slice(-7)}`;
    const who = customer({ name: `Ali ${name}`, phone });
    const { complaint: one } = await storedComplaint(store(), {}, await stored(store(), who));
    const { complaint: two } = await storedComplaint(store(), { registeredAt: after(1) }, who);
    const both = [two.id, one.id];
    const national = phone.slice(3);
    const grouped = `0${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`;
    const spellings = [name, phone, `00${phone.slice(1)}`, `0${national}`, national, grouped];
    for (const words of spellings) expect([words, await found(store(), words)]).toEqual([words, both]);
    const renamed = await changed(store(), who, { name: later });
    expect(await found(store(), name)).toEqual([]);
    expect(await found(store(), later)).toEqual(both);
    const { name: _name, phone: _phone, ...bare } = renamed;
    await store().commit({
      customers: [{ before: renamed, after: { ...bare, erasedAt: after(9) } }],
      erasures: [who.id],
    });
    for (const words of [later, phone, national]) expect(await found(store(), words)).toEqual([]);
    expect(await found(store(), one.number)).toEqual([one.id]);
  });

  test("knows a customer who comes with the complaint, or changes with it", async () => {
    const [name, later, matter] = [newWord(), newWord(), newWord()];
    const who = customer({ name });
    const one = complaint(who);
    await store().commit({ customers: [{ after: who }], complaints: [{ after: one }] });
    expect(await found(store(), name)).toEqual([one.id]);
    const reworded = { ...one, version: 2, matter: { ...one.matter, description: matter } };
    await store().commit({
      customers: [{ before: who, after: { ...who, name: later } }],
      complaints: [{ before: one, after: reworded }],
    });
    expect(await found(store(), `${later} ${matter}`)).toEqual([one.id]);
    expect(await found(store(), name)).toEqual([]);
    expect(await found(store(), "رزین سفت رسید")).not.toContain(one.id);
  });

  test("shows the newest first, in pages, and all that the queue shows of each", async () => {
    const mark = newWord();
    const filed = [];
    for (const minutes of [3, 1, 2, 2, 0])
      filed.push(
        (
          await storedComplaint(store(), {
            registeredAt: after(minutes),
            matter: { category, description: `${mark} ${String(minutes)}` },
          })
        ).complaint,
      );
    const expected = filed
      .toSorted(
        (one, other) => other.registeredAt.getTime() - one.registeredAt.getTime() || (one.id < other.id ? 1 : -1),
      )
      .map(({ id }) => id);
    const first = await store().complaints.search(mark, { limit: 3 });
    const rest = await store().complaints.search(mark, { limit: 3, after: first.next ?? "" });
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(expected);
    expect(rest.next).toBeUndefined();
    expect(first.rows[0]).toMatchObject({ excerpt: `${mark} 3`, status: "received", safety: false });
  });

  test("finds nothing by nothing", async () => {
    expect(await found(store(), "")).toEqual([]);
    expect(await found(store(), " …؟ — ")).toEqual([]);
    expect(await found(store(), "'); DROP TABLE complaint; -- :* & | !")).toEqual([]);
  });
});

async function stored(store: Store, who: Customer): Promise<Customer> {
  await store.commit({ customers: [{ after: who }] });
  return who;
}
