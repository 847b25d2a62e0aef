import { afterEach, describe, expect, it } from "@jest/globals";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { Fault } from "../../core/errors.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { openStore } from "../../core/store/open-store.ts";
import type { Store } from "../../core/store/store.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { playedChannel } from "../support/played-channel.ts";
import { freshDatabase } from "../support/postgres.ts";
import { until } from "../support/sender-stage.ts";
import { storyOf } from "../support/story.ts";
import { openWorld, tuesdayMorning } from "../support/world.ts";
import type { World } from "../support/world.ts";

const day = 24 * 60 * 60_000;
const phone = "+905321234567";

const stores: readonly (readonly [name: string, open: () => Promise<Store>])[] = [
  ["memory", async () => createMemoryStore(fixedPorts(tuesdayMorning, "store"))],
  [
    "PostgreSQL",
    async () => openStore({ databaseUrl: await freshDatabase(), ids: fixedPorts(tuesdayMorning, "store").ids }),
  ],
];

describe.each(stores)("the process and its messages, in %s", (_name, open) => {
  const opened: World[] = [];
  let store: Store | undefined;

  afterEach(async () => {
    for (const world of opened.splice(0)) await world.close();
    await store?.close();
  });

  /** Two processes on one store; the customer filed on the chat channel, and can be told by SMS. */
  async function begin(windowMs?: number) {
    const kept = await open();
    store = kept;
    const ports = fixedPorts(tuesdayMorning);
    const chat = playedChannel("whatsapp", windowMs);
    const sms = playedChannel("sms");
    for (const seed of ["first", "second"])
      opened.push(await openWorld([chat, sms], undefined, { store: kept, ports, seed }));
    const [world, rival] = opened;
    if (world === undefined || rival === undefined) throw new Error("no worlds");
    const door = plainDoor(world, { channel: "whatsapp", externalId: phone }, chat.capabilities, "en");
    const customer = customerAt(world, door, "en");
    const story = storyOf(world, customer, "en");
    const { complaint } = await story.files();
    const agent = await world.agent("agent");
    const told = (purpose: string) => kept.outbox.ofPurpose(complaint.id, purpose);
    const failures = async () =>
      (await kept.complaints.events(complaint.id)).filter(({ kind }) => kind === "notice_failed");
    return { world, rival, chat, sms, story, customer, agent, complaint, told, failures, store: kept, ports };
  }

  const numberIn = (text: string | undefined, { number }: Complaint) => text?.includes(number) === true;

  it("falls back once where both processes hear of the failure at once", async () => {
    const { world, rival, story, complaint, agent, told, failures, sms } = await begin();
    await story.reviewed(complaint, agent);
    const [message] = await told("under_evaluation");
    if (message === undefined) throw new Error("nothing was told");
    const report = { messageId: message.id, state: "failed", trouble: "blocked", code: "63003" } as const;
    await Promise.all([world, rival, world, rival].map(({ redress }) => redress.noteStatus(report)));
    await world.settled();
    expect(await failures()).toHaveLength(1);
    expect(await told("under_evaluation")).toMatchObject([
      { address: { channel: "whatsapp" }, delivery: { state: "failed" } },
      { address: { channel: "sms" }, delivery: { state: "sent" } },
    ]);
    expect(numberIn(sms.taken.at(-1)?.text, complaint)).toBe(true);
  });

  it("falls back although both messages of a decision fail at the same moment, each seeing the other under way", async () => {
    const { world, story, complaint, agent, chat, sms, told, failures, store: kept } = await begin();
    await story.reviewed(complaint, agent);
    chat.fails("unreachable");
    sms.fails("unreachable");
    await story.decided(complaint, agent);
    await world.settled();
    expect(await failures()).toHaveLength(2);
    expect((await told("decision.1")).map(({ delivery }) => delivery.state)).toEqual(["failed", "failed"]);
    expect((await kept.alerts.open(10)).map(({ kind }) => kind)).toEqual(["unreached"]);
  });

  it("does not fall back twice when the process died between the fall-back and the note of it", async () => {
    const { world, story, complaint, agent, chat, sms, told, failures, store: kept, ports } = await begin();
    await story.reviewed(complaint, agent);
    const [message] = await told("under_evaluation");
    if (message === undefined) throw new Error("nothing was told");
    const note = () => Promise.reject(new Fault("store-unavailable", "gone"));
    const dying = { ...kept, outbox: { ...kept.outbox, note } };
    opened.push(await openWorld([chat, sms], undefined, { store: dying, ports, seed: "dying" }));
    const report = { messageId: message.id, state: "failed", trouble: "blocked" } as const;
    await expect(opened.at(-1)?.redress.noteStatus(report)).rejects.toThrow(Fault);
    await opened.pop()?.redress.stop();
    expect((await told("under_evaluation"))[0]?.delivery.state).toBe("sent");
    await world.redress.noteStatus(report);
    await world.settled();
    expect(await failures()).toHaveLength(1);
    expect(await told("under_evaluation")).toMatchObject([
      { delivery: { state: "failed" } },
      { address: { channel: "sms" }, delivery: { state: "sent" } },
    ]);
  });

  it("lets the full text go when the customer writes to either process", async () => {
    const { world, rival, story, complaint, agent, chat, told } = await begin(day);
    await story.reviewed(complaint, agent);
    await world.pass(2 * day);
    await story.decided(complaint, agent);
    expect(chat.invited.map(({ kind }) => kind)).toContain("decision");
    const texts = () => chat.taken.map(({ text }) => text).join("\n");
    expect(texts()).not.toContain("1: The resin arrived hardened.");
    await rival.redress.receive({
      address: { channel: "whatsapp", externalId: phone },
      externalId: "writes at last",
      reply: { kind: "text", text: "hello" },
      phone,
    });
    await rival.settled();
    await until(() => texts().includes("1: The resin arrived hardened."));
    expect((await told("decision.1")).filter(({ delivery }) => delivery.hold !== undefined)).toEqual([]);
  });
});
