import { afterEach, expect, it } from "@jest/globals";
import { customerAt } from "../support/customer.ts";
import { openDoor } from "../support/scenario-doors.ts";
import { storyOf, words } from "../support/story.ts";
import type { World } from "../support/world.ts";

let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin() {
  const opened = await openDoor("whatsapp guise", "tr", "visitor");
  ({ world } = opened);
  const customer = customerAt(opened.world, opened.door, "tr");
  return { world: opened.world, customer, story: storyOf(opened.world, customer, "tr") };
}

it("shows customers everything that they said and were told", async () => {
  const { world: opened, customer, story } = await begin();
  const agent = await opened.agent("agent");
  const { complaint } = await story.files();
  await story.reviewed(complaint, agent);
  await story.decided(complaint, agent);
  await customer.chooses("consent.reject");
  await customer.writes(words.tr.reason);
  await customer.writes("menu");
  await customer.chooses("menu.privacy");
  await customer.chooses("privacy.export");
  for (const said of [complaint.number, words.tr.matter, words.tr.wish, words.tr.reason])
    await customer.seesWords(said);
});

it("keeps a customer's details while a complaint runs, and erases them once it has ended", async () => {
  const { world: opened, customer, story } = await begin();
  const { complaint } = await story.files();
  const erase = async () => {
    await customer.writes("menu");
    await customer.chooses("menu.privacy");
    await customer.chooses("privacy.erase");
    await customer.chooses("privacy.sure.yes");
  };
  await erase();
  await customer.sees("refusal.erase_while_running");
  await customer.writes("status");
  await customer.chooses("follow.withdraw");
  await customer.chooses("withdraw.yes");
  await erase();
  const erased = await opened.store.conversations.customer(complaint.customerId);
  expect(erased?.phone).toBeUndefined();
  expect(erased?.erasedAt).toBeDefined();
});
