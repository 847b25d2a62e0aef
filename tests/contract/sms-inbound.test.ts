import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SmsDeps } from "../../bots/sms/index.ts";
import type { HttpBench } from "../support/http-bench.ts";
import { openSmsBench } from "../support/sms-bench.ts";
import type { SmsBench } from "../support/sms-bench.ts";

const phone = "+989121234567";

let bench: SmsBench;

beforeEach(async () => {
  bench = await openSmsBench();
});

afterEach(() => bench.close());

describe("what the HTTP gateway brings", () => {
  const secret = "c2VjcmV0LWZvci1nYXRld2F5";
  const bearer = { authorization: `Bearer ${secret}` };

  const listen = (fields?: SmsDeps["inbound"]): Promise<HttpBench> =>
    bench.serve(bench.open({ inbound: { secret, callingCode: "98", ...fields } }));

  const form = (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = bearer) => ({
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
  });
  const json = (body: unknown) => ({
    method: "POST",
    headers: { ...bearer, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  test("is taken in from a form, from JSON and from an address, and answered with OK after the commit", async () => {
    const { url } = await listen();
    const calls: readonly (readonly [string, RequestInit?])[] = [
      ["/sms/inbound", form({ from: "09121234567", text: "بله", messageid: "1" })],
      ["/sms/inbound", form({ from: "+989121234567", text: "بله", id: "2" }, { "x-gateway-secret": secret })],
      ["/sms/inbound", json({ sender: "989121234567", message: "بله", messageId: 3 })],
      [`/sms/inbound/${secret}?from=00989121234567&body=${encodeURIComponent("بله")}&id=4`],
      [`/sms/inbound/${secret}`, form({ from: "۰۹۱۲ ۱۲۳ ۴۵۶۷", text: "بله", id: "5" }, {})],
    ];
    for (const [path, init] of calls) {
      const answer = await fetch(`${url}${path}`, init);
      expect([answer.status, await answer.text()]).toEqual([200, "OK"]);
    }
    expect(bench.received).toEqual(
      ["1", "2", "3", "4", "5"].map((id) => ({
        address: { channel: "sms", externalId: phone },
        externalId: `gateway:${id}`,
        reply: { kind: "text", text: "بله" },
        phone,
      })),
    );
  });

  test("is read under the names that the operator gives, also where they are nested", async () => {
    const { url } = await listen({
      secret,
      fields: { from: "data.msisdn", text: "data.payload.words", id: "data.no" },
    });
    await fetch(
      `${url}/sms/inbound`,
      json({ text: "not this", data: { msisdn: phone, payload: { words: "نه" }, no: 7 } }),
    );
    expect(bench.received).toMatchObject([{ externalId: "gateway:7", reply: { text: "نه" } }]);
  });

  test("counts once within a minute where the gateway gives no id, and again later", async () => {
    const { url } = await listen();
    const send = () => fetch(`${url}/sms/inbound`, form({ from: phone, text: "بله" }));
    await send();
    await send();
    bench.ports.advance(61_000);
    await send();
    const ids = bench.received.map(({ externalId }) => externalId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each([
    ["no secret", {}],
    ["a wrong secret", { authorization: "Bearer c2VjcmV0LWZvci1nYXRld2E" }],
    ["an empty one", { "x-gateway-secret": "" }],
  ])("is refused with %s", async (_, headers) => {
    const { url } = await listen();
    expect((await fetch(`${url}/sms/inbound`, form({ from: phone, text: "x" }, headers))).status).toBe(403);
    expect((await fetch(`${url}/sms/inbound/wrong?from=${phone}&text=x`)).status).toBe(403);
    expect(bench.received).toEqual([]);
    expect(bench.counted).toEqual(["sms secret", "sms secret"]);
  });

  test.each([
    [{ from: phone, text: "  " }, 200, "sms empty"],
    [{ from: "BANK", text: "10% off" }, 200, "sms sender"],
    [{ from: "20004", text: "10% off" }, 200, "sms sender"],
    [{ from: phone }, 400, "sms shape"],
    [{ text: "x" }, 400, "sms shape"],
    [{ from: [phone, phone], text: "x" }, 400, "sms shape"],
    [[phone, "x"], 400, "sms shape"],
    ["x", 400, "sms shape"],
    [null, 400, "sms shape"],
  ])("that reads %j is answered %d", async (body, status, reason) => {
    const { url } = await listen();
    expect((await fetch(`${url}/sms/inbound`, json(body))).status).toBe(status);
    expect(bench.received).toEqual([]);
    expect(bench.counted).toEqual([reason]);
  });

  test("is refused as a whole where it tries to be more than it is", async () => {
    const { url } = await listen();
    const body = `{"__proto__":{"from":"${phone}"},"from":"${phone}","text":"x"}`;
    const answer = await fetch(`${url}/sms/inbound`, { ...json({}), body });
    expect(answer.status).toBe(400);
    expect(bench.received).toEqual([]);
  });

  test("is not there without a secret, and never in the log", async () => {
    expect(bench.open({}).routes.map(({ path }) => path)).toEqual(["/outbox", "/outbox"]);
    const { url, log } = await listen();
    await fetch(`${url}/sms/inbound/${secret}?from=${encodeURIComponent(phone)}&text=canary`);
    expect(log.written()).toContain("/sms/inbound/:secret");
    expect(log.written()).not.toMatch(/canary|c2Vjcm|9121234567/u);
  });

  test("is not confirmed where it could not be stored", async () => {
    const door = bench.open({
      inbound: { secret },
      ports: {
        clock: bench.ports.clock,
        receive: () => Promise.reject(new Error("the store is away")),
        noteStatus: () => Promise.resolve(),
        noteReach: () => Promise.resolve(),
        report: () => undefined,
        meter: { refusedInput: () => undefined, throttled: () => undefined },
      },
    });
    const { url } = await bench.serve(door);
    expect((await fetch(`${url}/sms/inbound`, form({ from: phone, text: "x" }))).status).toBe(500);
  });
});
