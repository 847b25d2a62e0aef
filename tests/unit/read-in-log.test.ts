import { afterEach, expect, test } from "@jest/globals";
import type { Address } from "../../core/channel/address.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import { storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** A world whose one channel is read in the log by everybody but those of another service. */
async function begin() {
  const pushed: Outbound[] = [];
  const opened = await openWorld([
    {
      name: "webchat",
      capabilities: guiseCapabilities.webchat,
      isReadInLog: (to) => !to.externalId.startsWith("elsewhere"),
      send: async (_to, message) => {
        pushed.push(message);
        return {};
      },
    },
  ]);
  world = opened;
  const person = (externalId: string) => {
    const address: Address = { channel: "webchat", externalId };
    const customer = customerAt(opened, plainDoor(opened, address, guiseCapabilities.webchat, "en"), "en");
    return { address, customer, story: storyOf(opened, customer, "en") };
  };
  return { opened, pushed, person };
}

async function spoken({ store }: World, address: Address): Promise<readonly OutboundMessage[]> {
  const conversation = await store.conversations.byAddress(address);
  const messages = conversation === undefined ? [] : await store.conversations.messages(conversation.id, 0, 500);
  return messages.flatMap((message) => (message.direction === "out" ? [message] : []));
}

test("an answer that is read in the log is delivered by its commit, and is never pushed", async () => {
  const { opened, pushed, person } = await begin();
  const { address, customer } = person("visitor");
  await customer.writes("menu");
  const answers = await spoken(opened, address);
  expect(answers.length).toBeGreaterThan(0);
  for (const { delivery, createdAt } of answers) expect(delivery).toMatchObject({ state: "sent", sentAt: createdAt });
  expect(await opened.store.outbox.lag(opened.ports.clock.now())).toMatchObject({ waiting: 0 });
  expect(pushed).toEqual([]);
});

test("who talks on the same channel from elsewhere is sent every answer", async () => {
  const { opened, pushed, person } = await begin();
  const { address, customer } = person("elsewhere");
  await customer.writes("menu");
  await opened.settled();
  expect(pushed.map(({ messageId }) => messageId)).toEqual((await spoken(opened, address)).map(({ id }) => id));
});

test("what the process has to count as told goes through the sender all the same", async () => {
  const { opened, pushed, person } = await begin();
  const { address, customer, story } = person("visitor");
  const { complaint } = await story.files();
  const agent = await opened.agent("agent");
  const decided = await story.decided(await story.reviewed(complaint, agent), agent);
  await customer.heard();
  const decision = (await spoken(opened, address)).find(({ purpose }) => purpose === "decision.1");
  expect(pushed.map(({ messageId }) => messageId)).toContain(decision?.id);
  expect((await story.now(decided)).rounds[0]?.toldAt).toBeDefined();
});
