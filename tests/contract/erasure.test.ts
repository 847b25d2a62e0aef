import { afterEach, expect, it } from "@jest/globals";
import type { Customer } from "../support/customer.ts";
import { conversationOf, endProcesses, processOn, someone } from "../support/processes.ts";
import { storyOf, words } from "../support/story.ts";
import { describeStores } from "./store.harness.ts";

afterEach(endProcesses);

async function asksToBeForgotten(customer: Customer): Promise<void> {
  await customer.writes("menu");
  await customer.chooses("menu.privacy");
  await customer.chooses("privacy.erase");
  await customer.chooses("privacy.sure.yes");
}

describeStores("erasing personal details", (store) => {
  it("takes the words out of the whole conversation, drafts included, and keeps the ended complaint", async () => {
    const world = await processOn(store());
    const customer = someone(world);
    const story = storyOf(world, customer, "en");
    const { complaint } = await story.files();
    await customer.writes("status");
    await customer.chooses("follow.withdraw");
    await customer.chooses("withdraw.yes");
    await story.drafts();
    const before = await conversationOf(store(), customer);
    await asksToBeForgotten(customer);
    await customer.sees("privacy.erased");

    const after = await conversationOf(store(), customer);
    const kept = JSON.stringify([after.messages.slice(0, before.messages.length), after.conversation.state]);
    for (const said of [words.en.matter, words.en.more, words.en.wish, complaint.number])
      expect(kept).not.toContain(said);
    expect(after.conversation.state.cursors).toEqual([]);
    expect(after.messages.map(({ seq }) => seq)).toEqual(after.messages.map((_, index) => index + 1));
    const who = await store().conversations.customer(after.conversation.customerId);
    expect(who).toMatchObject({ phoneProven: false, erasedAt: world.ports.clock.now() });
    expect((await store().complaints.byId(complaint.id))?.matter).toEqual(complaint.matter);
    await customer.writes("menu");
    await customer.sees("menu.ask");
  });

  it("is refused while a complaint runs, and then takes nothing away", async () => {
    const world = await processOn(store());
    const customer = someone(world);
    await storyOf(world, customer, "en").files();
    await asksToBeForgotten(customer);
    await customer.sees("refusal.erase_while_running");
    expect(JSON.stringify((await conversationOf(store(), customer)).messages)).toContain(words.en.matter);
  });

  it("touches nobody else", async () => {
    const world = await processOn(store());
    const other = someone(world);
    await storyOf(world, other, "en").drafts();
    const before = await conversationOf(store(), other);
    const customer = someone(world);
    await customer.writes("hello");
    await asksToBeForgotten(customer);
    await customer.sees("privacy.erased");
    expect(await conversationOf(store(), other)).toEqual(before);
  });
});
