import { afterEach, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../core/channel/channel.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { DeliveryError } from "../../core/errors.ts";
import { setStage, until } from "../support/sender-stage.ts";
import type { SenderStage } from "../support/sender-stage.ts";

const second = 1_000;
let stage: SenderStage | undefined;

afterEach(() => stage?.strike());

/** A platform that keeps what it takes, can be asked for it, and answers the sending as it is told to. */
function begin(findSent: "answers" | "unknown" | "fails" | "nothing" = "answers") {
  const taken: Outbound[] = [];
  const asked: Date[] = [];
  let answer: (message: Outbound) => Promise<{ providerId?: string }> = () => Promise.resolve({});
  const find: NonNullable<Channel["findSent"]> = async (_to, message, since) => {
    asked.push(since);
    if (findSent === "fails") throw new DeliveryError("telegram", "busy", { trouble: "unavailable" });
    if (findSent === "unknown") return "unknown";
    return taken.some(({ messageId }) => messageId === message.messageId) ? { providerId: "found" } : undefined;
  };
  stage = setStage({
    telegram: {
      ...(findSent === "nothing" ? {} : { findSent: find }),
      send: (message) => {
        taken.push(message);
        return answer(message);
      },
    },
  });
  return {
    ...stage,
    taken,
    asked,
    answers: (next: typeof answer) => {
      answer = next;
    },
  };
}

const vague = () => Promise.reject(new DeliveryError("telegram", "no answer", { trouble: "unavailable" }));
const clear = () =>
  Promise.reject(new DeliveryError("telegram", "busy", { trouble: "unavailable", platformCode: "20429" }));

/** A process takes the message and dies, 45 seconds ago. */
async function dies({ store, ports }: SenderStage): Promise<void> {
  await store.outbox.take("telegram", ports.clock.now(), 45 * second, 1);
  ports.advance(45 * second);
}

describe("a message whose lease ran out", () => {
  it("is not sent again where the platform knows it", async () => {
    const opened = begin();
    const [id] = await opened.says("telegram", "hello");
    const message = (await opened.store.conversations.messages((await conversationOf(opened, id)) ?? never(), 0, 9))[0];
    if (message?.direction === "out") opened.taken.push(message.body);
    await dies(opened);
    opened.start();
    await opened.reaches(id, { state: "sent" });
    expect(await opened.deliveryOf(id)).toMatchObject({ providerId: "found" });
    expect(opened.taken).toHaveLength(1);
    expect(opened.told).toHaveLength(1);
    expect(opened.asked[0]?.getTime()).toBeLessThanOrEqual(
      message?.direction === "out" ? message.createdAt.getTime() : 0,
    );
  });

  it("is sent once more where the platform does not know it, and is in no doubt then", async () => {
    const opened = begin();
    const [id] = await opened.says("telegram", "hello");
    await dies(opened);
    opened.start();
    await opened.reaches(id, { state: "sent" });
    expect(opened.taken).toHaveLength(1);
  });

  it.each(["unknown", "nothing"] as const)("is marked where the platform cannot be asked (%s)", async (findSent) => {
    const opened = begin(findSent);
    const [id] = await opened.says("telegram", "hello");
    await dies(opened);
    opened.start();
    await opened.reaches(id, { state: "maybe_doubled" });
    expect(opened.taken).toHaveLength(1);
  });

  it("waits while the platform cannot answer the question", async () => {
    const opened = begin("fails");
    const [id] = await opened.says("telegram", "hello");
    await dies(opened);
    opened.start();
    await opened.reaches(id, { state: "pending", attempts: 1 });
    expect(opened.taken).toEqual([]);
    expect(opened.told).toEqual([]);
  });
});

describe("a message whose lease runs out while the store does not answer", () => {
  it("is left to whoever takes it next, and not sent twice", async () => {
    const opened = begin("nothing");
    const [id] = await opened.says("telegram", "hello");
    opened.ports.advance(60 * second);
    let asked = 0;
    opened.start({
      holds: () => {
        asked += 1;
        // The store comes back when another process has taken the message.
        if (asked === 1) opened.ports.advance(45 * second);
        return Promise.resolve(true);
      },
    });
    await opened.reaches(id, { state: "maybe_doubled" });
    expect(asked).toBe(2);
    expect(opened.taken).toHaveLength(1);
  });
});

describe("an attempt that ended without a clear word", () => {
  it("is asked about before the next one, and not repeated where it got through", async () => {
    const opened = begin();
    opened.answers(vague);
    const [id] = await opened.says("telegram", "hello");
    opened.start();
    await opened.reaches(id, { state: "pending", attempts: 1 });
    opened.ports.advance(10 * second);
    opened.start();
    await opened.reaches(id, { state: "sent" });
    expect(opened.taken).toHaveLength(1);
    expect(opened.asked).toHaveLength(1);
  });

  it("makes the message one that may be doubled where nobody can be asked, however it fails in between", async () => {
    const opened = begin("nothing");
    const [id] = await opened.says("telegram", "hello");
    for (const [attempts, answer] of [vague, clear].entries()) {
      opened.answers(answer);
      const sender = opened.start();
      await opened.reaches(id, { state: "pending", attempts: attempts + 1 });
      await sender.stop();
      opened.ports.advance(60 * second);
    }
    opened.answers(() => Promise.resolve({}));
    opened.start();
    await opened.reaches(id, { state: "maybe_doubled" });
  });

  it("leaves no doubt where the platform said no", async () => {
    const opened = begin();
    opened.answers(clear);
    const [id] = await opened.says("telegram", "hello");
    opened.start();
    await opened.reaches(id, { state: "pending", attempts: 1 });
    opened.taken.splice(0);
    opened.answers(() => Promise.resolve({}));
    opened.ports.advance(60 * second);
    opened.start();
    await opened.reaches(id, { state: "sent" });
    expect(opened.asked).toEqual([]);
    await until(() => opened.told.length === 1);
  });
});

async function conversationOf(opened: SenderStage, id: Parameters<SenderStage["deliveryOf"]>[0]) {
  const message = id === undefined ? undefined : await opened.store.conversations.message(id);
  return message?.conversationId;
}

function never(): never {
  throw new Error("no message");
}
