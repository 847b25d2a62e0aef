import { describe, expect, it } from "@jest/globals";
import { chatRates } from "../../bots/webchat/limits.ts";
import { createRates } from "../../bots/webchat/rates.ts";

describe("the web chat's rates", () => {
  it("count a household's IPv6 addresses as one, and IPv4 addresses apart", async () => {
    const rates = createRates({ ...chatRates(), tokensPerAddress: 2 });
    const waits = async (address: string) => (await rates.wait("tokensPerAddress", address)) !== undefined;
    expect([await waits("2001:db8:1:2::1"), await waits("2001:db8:1:2:ffff::9")]).toEqual([false, false]);
    expect([await waits("2001:db8:1:2:a:b:c:d"), await waits("2001:db8:1:3::1")]).toEqual([true, false]);
    expect([await waits("192.0.2.1"), await waits("192.0.2.2")]).toEqual([false, false]);
  });

  it("count visitors by their whole id", async () => {
    const rates = createRates({ ...chatRates(), postsPerVisitor: 1 });
    expect(await rates.wait("postsPerVisitor", "dl_one:two::three")).toBeUndefined();
    expect(await rates.wait("postsPerVisitor", "dl_one:two::four")).toBeUndefined();
    expect(await rates.wait("postsPerVisitor", "dl_one:two::three")).toBeGreaterThan(0);
  });
});
