import { describe, expect, test } from "@jest/globals";
import type { Delivery, DeliveryState } from "../../core/conversation/message.ts";
import { noted, settled } from "../../core/store/delivery-change.ts";

const noon = new Date("2026-12-01T12:00:00Z");
const later = new Date("2026-12-01T12:01:00Z");
const earlier = new Date("2026-12-01T11:59:00Z");

function delivery(state: DeliveryState, change: Partial<Delivery> = {}): Delivery {
  return { state, attempts: 1, nextAttemptAt: noon, ...change };
}

describe("the end of an attempt", () => {
  test("is what becomes of a message that is being sent", () => {
    for (const state of ["sent", "maybe_doubled", "pending", "failed", "superseded"] as const)
      expect(settled(delivery("sending", { leasedUntil: later }), delivery(state), noon)).toEqual(delivery(state));
  });

  test("keeps the platform's id of an earlier attempt until there is a new one", () => {
    const known = delivery("sending", { providerId: "p1" });
    expect(settled(known, delivery("pending"), noon)?.providerId).toBe("p1");
    expect(settled(known, delivery("sent", { providerId: "p2" }), noon)?.providerId).toBe("p2");
  });

  test.each([
    ["delivered", "sent"],
    ["delivered", "pending"],
    ["read", "failed"],
    ["failed", "sent"],
    ["failed", "pending"],
    ["sent", "failed"],
    ["sent", "superseded"],
    ["superseded", "pending"],
    ["superseded", "failed"],
  ] as const)("does not make %s out of %s", (known, given) => {
    expect(settled(delivery(known, { sentAt: noon }), delivery(given), earlier)).toBeUndefined();
  });

  test("adds what a report that came first did not know", () => {
    const known = delivery("delivered", { attempts: 0, sentAt: noon });
    expect(settled(known, delivery("sent", { providerId: "p", sentAt: later }), noon)).toEqual(
      delivery("delivered", { attempts: 1, sentAt: noon, providerId: "p" }),
    );
  });

  test("shows that a message may have been doubled, however far it got", () => {
    const doubled = delivery("maybe_doubled", { sentAt: noon });
    expect(settled(delivery("sent", { sentAt: noon }), doubled, noon)?.state).toBe("maybe_doubled");
    expect(settled(delivery("delivered"), doubled, noon)).toMatchObject({
      state: "delivered",
      failure: "maybe_doubled",
    });
    const delivered = noted(doubled, { state: "delivered" }, later);
    expect(delivered).toMatchObject({ state: "delivered", failure: "maybe_doubled" });
    expect(delivered && noted(delivered, { state: "read" }, later)).toMatchObject({ failure: "maybe_doubled" });
  });

  test("takes an acceptance back where it came after it, and not where a rival's was slower", () => {
    const sent = delivery("sent", { sentAt: noon, providerId: "p" });
    const held = delivery("pending", { hold: "window", nextAttemptAt: later });
    expect(settled(sent, held, later)).toEqual({ ...held, providerId: "p" });
    expect(settled(sent, held, earlier)).toBeUndefined();
  });

  test("does not call sent what was already reported as not delivered", () => {
    const held = delivery("pending", { hold: "window", providerId: "p" });
    expect(settled(held, delivery("sent", { providerId: "p" }), noon)).toBeUndefined();
    expect(settled(held, delivery("sent", { providerId: "another" }), noon)?.state).toBe("sent");
    const failed = delivery("failed", { providerId: "p" });
    expect(settled(failed, delivery("sent", { providerId: "p" }), noon)).toBeUndefined();
    expect(settled(failed, delivery("sent", { providerId: "another" }), noon)?.state).toBe("sent");
  });

  test("says that a superseded message was sent after all", () => {
    expect(settled(delivery("superseded"), delivery("sent"), noon)?.state).toBe("sent");
  });
});

describe("a platform's report", () => {
  const order: readonly DeliveryState[] = ["pending", "sent", "failed", "delivered", "read"];

  test.each(
    order.flatMap((known, index) => order.slice(1).map((said, at) => ({ known, said, rises: at + 1 > index }))),
  )("$said of a message that is $known", ({ known, said, rises }) => {
    if (said === "pending" || said === "sending" || said === "maybe_doubled" || said === "superseded") return;
    const after = noted(delivery(known), { state: said, providerId: "p" }, noon);
    expect(after?.state).toBe(rises ? said : undefined);
  });

  test("ends a lease, a hold and an old failure, and says when it was sent", () => {
    const known = delivery("pending", { failure: "unavailable", hold: "quiet", leasedUntil: later });
    expect(noted(known, { state: "delivered", providerId: "p" }, later)).toEqual(
      delivery("delivered", { sentAt: later, providerId: "p" }),
    );
    expect(noted(delivery("sent", { sentAt: noon }), { state: "failed", failure: "30008" }, later)).toEqual(
      delivery("failed", { sentAt: noon, failure: "30008" }),
    );
    expect(noted(delivery("sending"), { state: "failed" }, later)?.sentAt).toBeUndefined();
  });

  test("does not fail what was superseded, and tells that it was sent", () => {
    expect(noted(delivery("superseded"), { state: "failed" }, noon)).toBeUndefined();
    expect(noted(delivery("superseded"), { state: "sent" }, noon)?.state).toBe("sent");
  });

  test("of a sending that was taken back says nothing, unless it arrived", () => {
    const held = delivery("pending", { hold: "window" });
    const again = delivery("pending", { providerId: "p" });
    for (const known of [held, again])
      for (const state of ["sent", "failed"] as const)
        expect(noted(known, { state, providerId: "p" }, noon)).toBeUndefined();
    expect(noted(held, { state: "delivered" }, noon)?.state).toBe("delivered");
    expect(noted(again, { state: "sent", providerId: "another" }, noon)?.state).toBe("sent");
  });
});
