import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { isRealChannels, troubleAt } from "../support/real-channels.ts";
import { scenarioDoors } from "../support/scenario-doors.ts";
import type { ScenarioDoor } from "../support/scenario-doors.ts";
import { openTakeOver } from "../support/taking-over.ts";
import type { TakeOverStage } from "../support/taking-over.ts";

let stage: TakeOverStage | undefined;

afterEach(async () => {
  const { world } = stage ?? {};
  const trouble = world !== undefined && isRealChannels(world) ? troubleAt(world) : [];
  await stage?.close();
  stage = undefined;
  expect(trouble).toEqual([]);
});

async function begin(door: ScenarioDoor, language: "fa" | "tr"): Promise<TakeOverStage> {
  stage = await openTakeOver(door, language);
  return stage;
}

const photo = () => readFile(new URL("../fixtures/pictures/gps.jpg", import.meta.url));

describe.each(scenarioDoors)("a customer on %s who wants a person", (door) => {
  it("talks with an agent both ways, and finds the bot where they left it", async () => {
    const { world, customer, story, conversation, messages, claims, givesBack, says, onDuty } = await begin(door, "fa");
    await story.drafts();
    const agent = await onDuty("Sara");
    await customer.writes("اپراتور");
    await customer.sees("person.called");
    expect((await conversation()).owner).toMatchObject({ kind: "waiting", why: "asked", offeredTo: agent.id });
    await claims(agent);
    const { lastSeq } = await conversation();
    await customer.sees("hands.taken", { name: "Sara" });
    await says(agent, "سلام، چطور می‌توانم کمک کنم؟");
    await customer.writes("قوطی‌ها سفت شده‌اند");
    if (customer.door.can.maxFile > 0) await customer.sendsPhoto(await photo());
    const since = (await messages()).filter(({ seq }) => seq > lastSeq);
    expect(since.flatMap((each) => (each.direction === "out" ? [each.author.kind] : []))).toEqual(["agent"]);
    expect(since.flatMap((each) => (each.direction === "in" ? [each.unassigned] : []))).not.toContain(true);
    await says(agent, "عکس رسید، سپاسگزارم.");
    await givesBack(agent);
    expect((await conversation()).owner).toEqual({ kind: "bot" });
    await customer.sees("hands.given_back", { name: "Sara" });
    await customer.sees("file.review.ask");
    await customer.chooses("file.review.yes");
    await customer.sees("notice.registered");
    expect(world.faults).toEqual([]);
  });

  it("calls the bot back by a word, is asked once, and stays or goes", async () => {
    const { customer, story, conversation, claims, onDuty } = await begin(door, "tr");
    await story.drafts();
    const agent = await onDuty("Deniz");
    await claims(agent);
    await customer.writes(door === "telegram" ? "/menu" : "menü");
    await customer.sees("hands.offer_bot", { name: "Deniz" });
    await customer.chooses("hands.offer_bot.no", { name: "Deniz" });
    await customer.sees("hands.stayed", { name: "Deniz" });
    expect((await conversation()).owner).toMatchObject({ kind: "agent", agentId: agent.id });
    await customer.writes("bot");
    await customer.chooses("hands.offer_bot.yes");
    await customer.sees("hands.back");
    await customer.sees("file.review.ask");
    expect((await conversation()).owner).toEqual({ kind: "bot" });
    await customer.chooses("file.review.yes");
    await customer.sees("notice.registered");
  });

  it("answers a decision that comes meanwhile, and the agent goes on", async () => {
    const { customer, story, conversation, claims, says, onDuty } = await begin(door, "tr");
    const { complaint } = await story.files();
    const agent = await onDuty("Deniz");
    await claims(agent);
    await says(agent, "Kararımız birazdan gelecek.");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    if (customer.door.address.channel === "sms") return;
    await customer.chooses("consent.accept");
    expect(await story.now(complaint)).toMatchObject({ status: "closed", closing: "accepted" });
    const { owner, lastSeq } = await conversation();
    expect(owner).toMatchObject({ kind: "agent", agentId: agent.id });
    await customer.writes("Teşekkürler, kutular ne zaman gelir?");
    expect((await conversation()).lastSeq).toBe(lastSeq + 1);
  });

  it("taps an answer that the agent offered, and nobody but the agent hears it", async () => {
    const { customer, conversation, messages, claims, says, onDuty } = await begin(door, "tr");
    await customer.writes("menü");
    const agent = await onDuty("Deniz");
    await claims(agent);
    await says(agent, "Hangi gün uygun?", { choices: ["Pazartesi", "Salı"] });
    await customer.choosesLabel("Salı");
    const { owner, state } = await conversation();
    expect(owner).toMatchObject({ kind: "agent" });
    expect((await messages()).at(-1)).toMatchObject({ direction: "in", unassigned: false });
    expect(state.offers.findLast(({ about }) => about.kind === "agent")?.state).toBe("answered");
  });
});

describe("an agent's files", () => {
  it("of others are not sent", async () => {
    const { world, conversation, customer, claims, onDuty } = await begin("telegram guise", "tr");
    await customer.writes("menü");
    const agent = await onDuty("Deniz");
    await claims(agent);
    const { id, lastSeq } = await conversation();
    const attachments = [brand<AttachmentId>(world.ports.ids.uuid())];
    const written = await world.redress.casework.write(
      id,
      { text: "Buyurun", attachments, choices: [], afterSeq: lastSeq },
      agent,
    );
    expect(written).toMatchObject({ ok: false, refusal: { key: "staff.attachment_unknown" } });
  });
});
