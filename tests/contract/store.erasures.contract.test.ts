import { expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { never } from "../../core/conversation/message.ts";
import type { Delivery } from "../../core/conversation/message.ts";
import { describeStores } from "./store.harness.ts";
import { after, continued, NOON, outbound, storedChat } from "./store.fixtures.ts";
import { ownership } from "./store.ownership-fixture.ts";

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

  test("are also those with which agents handed the conversation on, and nobody else's", async () => {
    const [{ chat }, { chat: other }] = [await storedChat(store()), await storedChat(store())];
    const first = await handedOn(chat, "Mrs Demir wants her money back");
    await handedOn(first, "She is upset");
    await handedOn(other, "Speaks Turkish");
    await store().commit({ erasures: [chat.customerId] });
    expect((await store().conversations.ownerships(chat.id)).map(({ kind, note }) => [kind, note])).toEqual([
      ["bot", undefined],
      ["waiting", undefined],
      ["waiting", undefined],
    ]);
    expect((await store().conversations.ownerships(other.id)).at(-1)).toMatchObject({ note: "Speaks Turkish" });
  });

  test("go from a conversation that changes hands by the same work, which changes hands all the same", async () => {
    const { chat } = await storedChat(store());
    const first = await handedOn(chat, "Mrs Demir is upset");
    const second = await handedOn(first, "She waits");
    await store().commit({
      conversations: [{ before: second, after: continued(second, 0) }],
      erasures: [chat.customerId],
      ownerships: [ownership(chat, { kind: "bot", why: "given_back" })],
    });
    const stretches = await store().conversations.ownerships(chat.id);
    expect(stretches.map(({ kind, note, endedAt }) => [kind, note, endedAt === undefined])).toEqual([
      ["bot", undefined, false],
      ["waiting", undefined, false],
      ["waiting", undefined, false],
      ["bot", undefined, true],
    ]);
  });

  async function handedOn(chat: Conversation, note: string): Promise<Conversation> {
    const after = continued(chat, 0);
    await store().commit({
      conversations: [{ before: chat, after }],
      ownerships: [ownership(chat, { why: "transferred", note })],
    });
    return after;
  }
});
