import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SpendingLimits } from "../../bots/sms/allowance.ts";
import { captureLog } from "../support/captured-log.ts";
import { deliveryErrorOf, openSmsBench, smsMessage } from "../support/sms-bench.ts";
import type { SmsBench } from "../support/sms-bench.ts";

const to = { channel: "sms", externalId: "+989121234567" } as const;
const dayMs = 24 * 60 * 60 * 1_000;

let bench: SmsBench;

beforeEach(async () => {
  bench = await openSmsBench();
});

afterEach(() => bench.close());

describe("what SMS may cost", () => {
  const spend = (limits: SpendingLimits) => bench.openDocumented("Words in, words out", { limits }).channel;
  const other = { channel: "sms", externalId: "+989351234567" } as const;
  const abroad = { channel: "sms", externalId: "+905321234567" } as const;

  test("is bench.counted in parts for each number", async () => {
    const channel = spend({ number: 2, country: 100, day: 100 });
    await channel.send(to, smsMessage("ش".repeat(71)));
    expect(await deliveryErrorOf(channel.send(to, smsMessage("ش")))).toMatchObject({
      trouble: "spent",
      permanent: true,
    });
    await channel.send(other, smsMessage("ش"));
    expect(bench.counted).toEqual(["sms_number"]);
  });

  test("is bench.counted for each country", async () => {
    const channel = spend({ number: 100, country: 2, day: 100 });
    await channel.send(to, smsMessage("ش"));
    await channel.send(other, smsMessage("ش"));
    expect(await deliveryErrorOf(channel.send(other, smsMessage("ش")))).toMatchObject({ platformCode: "country" });
    await channel.send(abroad, smsMessage("ş"));
    expect(bench.counted).toEqual(["sms_country"]);
  });

  test("is bench.counted for the day, wherever it goes", async () => {
    const channel = spend({ number: 100, country: 100, day: 2 });
    await channel.send(to, smsMessage("ش"));
    await channel.send(abroad, smsMessage("ş"));
    expect(await deliveryErrorOf(channel.send(abroad, smsMessage("ş")))).toMatchObject({ platformCode: "day" });
    expect(bench.counted).toEqual(["sms_day"]);
  });

  test("is shared by all processes, and comes back with the day", async () => {
    const limits = { number: 1, country: 100, day: 100 };
    await spend(limits).send(to, smsMessage("ش"));
    expect((await deliveryErrorOf(spend(limits).send(to, smsMessage("ش")))).trouble).toBe("spent");
    bench.ports.advance(dayMs);
    await spend(limits).send(to, smsMessage("ش"));
  });

  test("is told to operators once a day for each limit, with ids and nothing else", async () => {
    const channel = spend({ number: 1, country: 100, day: 100 });
    await channel.send(to, smsMessage("canary"));
    for (let again = 0; again < 5; again += 1) await deliveryErrorOf(channel.send(to, smsMessage("canary")));
    expect(bench.faults).toHaveLength(1);
    expect(Object.keys(bench.faults[0]?.about ?? {})).toEqual(["limit", "messageId"]);
    const log = captureLog();
    log.log.error({ ...(bench.faults[0]?.about as Record<string, string>) }, "fault", bench.faults[0]?.fault);
    expect(log.written()).toContain("SMS_PER_NUMBER_A_DAY");
    expect(log.written()).not.toMatch(/canary|9121234567/u);
    bench.ports.advance(dayMs + 1);
    await channel.send(to, smsMessage("canary"));
    await deliveryErrorOf(channel.send(to, smsMessage("canary")));
    expect(bench.faults).toHaveLength(2);
  });

  test("comes back at once where the gateway took nothing, and not where nobody knows", async () => {
    const limits = { number: 1, country: 1, day: 1 };
    const channel = bench.openDocumented("Words in, words out", { limits, timeoutMs: 200 }).channel;
    bench.gateway.meet("no_credit", "busy", "broken", "hang_after");
    const failures: string[] = [];
    for (let call = 0; call < 5; call += 1)
      failures.push((await deliveryErrorOf(channel.send(to, smsMessage("ش")))).trouble);
    expect(failures).toEqual(["account", "unavailable", "unavailable", "unavailable", "spent"]);
  });

  test("takes nothing from the country and the day for a number that is over its own limit", async () => {
    const channel = spend({ number: 1, country: 3, day: 3 });
    await channel.send(to, smsMessage("ش"));
    for (let again = 0; again < 5; again += 1) await deliveryErrorOf(channel.send(to, smsMessage("ش")));
    await channel.send(other, smsMessage("ش"));
    await channel.send({ channel: "sms", externalId: "+989361234567" }, smsMessage("ش"));
  });

  test("lets through a message of more parts than a limit holds, and then nothing", async () => {
    const channel = spend({ number: 2, country: 100, day: 100 });
    await channel.send(to, smsMessage("ش".repeat(300)));
    expect((await deliveryErrorOf(channel.send(to, smsMessage("ش")))).trouble).toBe("spent");
  });
});
