import { describe, expect, it } from "@jest/globals";
import { createClientAddress, isLoopbackAddress } from "../../server/client-address.ts";

describe("the client's address", () => {
  it("is the connection's own where no proxy is trusted, whatever the header claims", () => {
    const address = createClientAddress([]);
    expect(address("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
    expect(address("::ffff:203.0.113.9", undefined)).toBe("203.0.113.9");
    expect(address(undefined, undefined)).toBe("");
  });

  it("is the right-most that no trusted proxy has, so that a client cannot choose its own", () => {
    const address = createClientAddress(["loopback", "10.0.0.0/8", "2001:db8::/32"]);
    expect(address("127.0.0.1", "198.51.100.7, 203.0.113.9, 10.1.2.3")).toBe("203.0.113.9");
    expect(address("2001:db8::1", "[2001:db9::5]:4711")).toBe("2001:db9::5");
    expect(address("10.0.0.1", "203.0.113.9:8080")).toBe("203.0.113.9");
    expect(address("192.0.2.1", "203.0.113.9")).toBe("192.0.2.1");
  });

  it("is the nearest that can be read where the header is broken or missing", () => {
    const address = createClientAddress(["10.0.0.0/8"]);
    expect(address("10.0.0.1", "<script>, 10.0.0.2")).toBe("10.0.0.2");
    expect(address("10.0.0.1", undefined)).toBe("10.0.0.1");
  });

  it("knows this machine", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1"].every(isLoopbackAddress)).toBe(true);
    expect(["10.0.0.1", "", "::2"].some(isLoopbackAddress)).toBe(false);
  });
});
