import { expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { never } from "../../core/conversation/message.ts";
import type { Delivery } from "../../core/conversation/message.ts";
import { describeStores } from "./store.harness.ts";
import { after, continued, NOON, outbound, storedChat } from "./store.fixtures.ts";

describeStores("words that are erased", (store) => {
  test("are also those that wait for the customer to write, and then need not be sent", async () => {
    const { chat } = await storedChat(store(), { address: { channel: "whatsapp", externalId: uuidv7() } });
    const waits: Delivery = { state: "pending", attempts: 1, nextAttemptAt: never, hold: "window" };
    const due: Delivery = { state: "pending", attempts: 0, nextAttemptAt: NOON };
    const grown = continued(chat, 2);
    await store().commit({
      conversations: [{ before: chat, after: grown }],
      outbound: [outbound(chat, 1, { delivery: waits }), outbound(chat, 2, { delivery: due })],
    });
    await store().commit({ erasures: [chat.customerId] });

    const [waiting, sending] = await store().conversations.messages(chat.id, 0, 10);
    expect(waiting).toMatchObject({ body: { text: "—", details: [] }, delivery: { state: "superseded" } });
    expect(sending).toMatchObject({ body: { text: outbound(chat, 2).body.text }, delivery: { state: "pending" } });
    expect((await store().readTurn(chat.address, "x")).held).toEqual([]);
    expect(await store().outbox.take("whatsapp", after(60), 1_000, 10)).toHaveLength(1);
  });
});
