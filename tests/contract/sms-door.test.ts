import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { DeliveryError } from "../../core/errors.ts";
import { deliveryErrorOf, documentedGateways, openSmsBench, smsMessage } from "../support/sms-bench.ts";
import type { SmsBench } from "../support/sms-bench.ts";

const to = { channel: "sms", externalId: "+989121234567" } as const;
const words = 'شکایت ۱ & "۲" {to}';

let bench: SmsBench;

beforeEach(async () => {
  bench = await openSmsBench();
});

afterEach(() => bench.close());

describe("every gateway of the manual", () => {
  const names = ["Kavenegar", "SMS.ir", "Melipayamak", "Words in, words out"];

  test("is one of these", () => {
    expect(Object.keys(documentedGateways())).toEqual(names);
  });

  test.each(names)("%s gets the words as they are, and its id is kept", async (name) => {
    const receipt = await bench.openDocumented(name).channel.send(to, smsMessage(words));
    expect(bench.gateway.taken).toHaveLength(1);
    expect(bench.gateway.taken[0]).toMatchObject({ text: words });
    expect(bench.gateway.taken[0]?.to).toMatch(/^(?:0|98)9121234567$/u);
    expect(receipt).toEqual({ providerId: bench.gateway.taken[0]?.providerId });
  });

  test.each(names)("%s is understood when it says no", async (name) => {
    const { channel } = bench.openDocumented(name);
    bench.gateway.meet("no_credit");
    expect(await deliveryErrorOf(channel.send(to, smsMessage(words)))).toMatchObject({
      trouble: "account",
      permanent: true,
    });
    bench.gateway.meet("wrong_number");
    const wrong = await deliveryErrorOf(channel.send(to, smsMessage(words)));
    expect(wrong.trouble).toBe(name === "Melipayamak" ? "refused" : "unreachable");
    expect(bench.gateway.taken).toEqual([]);
  });

  test.each(names)("%s is asked again within a day, whatever it says", async (name) => {
    bench.gateway.meet("busy_for_ever");
    const failure = await deliveryErrorOf(bench.openDocumented(name).channel.send(to, smsMessage(words)));
    expect(failure).toMatchObject({ trouble: "unavailable", retryAfterMs: 86_400_000 });
  });

  test.each(names)("%s is not believed where something else answers for it", async (name) => {
    const { channel } = bench.openDocumented(name, { timeoutMs: 200 });
    bench.gateway.meet("page", "broken", "busy", "moved", "reset", "hang_before");
    const failures: DeliveryError[] = [];
    for (let call = 0; call < 6; call += 1) failures.push(await deliveryErrorOf(channel.send(to, smsMessage(words))));
    expect(failures.map(({ trouble, platformCode, retryAfterMs }) => [trouble, platformCode, retryAfterMs])).toEqual([
      ["unavailable", undefined, undefined],
      ["unavailable", "500", undefined],
      ["unavailable", "429", 7_000],
      ["account", "301", undefined],
      ["unavailable", undefined, undefined],
      ["unavailable", undefined, undefined],
    ]);
    expect(bench.gateway.taken).toEqual([]);
  });
});

describe("an answer that was lost", () => {
  test("is not doubled by the next attempt where the gateway sends one id once", async () => {
    const { channel } = bench.openDocumented("Kavenegar", { timeoutMs: 200 });
    bench.gateway.meet("hang_after");
    const lost = smsMessage(words);
    expect(await deliveryErrorOf(channel.send(to, lost))).toMatchObject({
      trouble: "unavailable",
      platformCode: undefined,
    });
    await channel.send(to, lost);
    expect(bench.gateway.taken).toHaveLength(1);
    expect(bench.gateway.calls()).toBe(2);
  });

  test("cannot be asked for, and the channel says so", async () => {
    const { channel } = bench.openDocumented("Kavenegar");
    expect(await channel.findSent?.(to, smsMessage(words), bench.ports.clock.now())).toBe("unknown");
  });
});

describe("a message longer than a gateway takes", () => {
  test("goes on with the text that failed", async () => {
    const { channel } = bench.openDocumented("Words in, words out");
    const paragraphs = ["a", "b", "c"].map((letter) => letter.repeat(1_500)).join("\n\n");
    const long = smsMessage(paragraphs, { language: "en" });
    const original = bench.gateway.calls();
    await failAfter(1, () => channel.send(to, long));
    await channel.send(to, long);
    expect(bench.gateway.taken.map(({ text }) => text[0])).toEqual(["a", "b", "c"]);
    expect(bench.gateway.calls() - original).toBe(4);
  });

  async function failAfter(taken: number, send: () => Promise<unknown>): Promise<void> {
    const sending = send();
    while (bench.gateway.taken.length < taken) await new Promise((resolve) => setImmediate(resolve));
    bench.gateway.meet("busy");
    await deliveryErrorOf(sending);
  }
});

describe("where nobody can answer by SMS", () => {
  const secret = "c2VjcmV0LWZvci1nYXRld2F5";

  test("the channel names the page", () => {
    expect(bench.openDocumented("SMS.ir").channel.answersAt?.(to)).toBe("https://complaints.example.com");
    const two = bench.openDocumented("SMS.ir", {}, { SMS_GATEWAY_INBOUND_SECRET: secret });
    expect(two.channel.answersAt?.(to)).toBeUndefined();
    expect(bench.open({}).channel.answersAt?.(to)).toBeUndefined();
  });
});
