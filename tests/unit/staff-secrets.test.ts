import { describe, expect, it } from "@jest/globals";
import { originOfAddress } from "../../core/http/origin-of-address.ts";
import { passwordTrouble } from "../../core/staff/password-policy.ts";
import { may, permissionNames } from "../../core/staff/permissions.ts";
import { createSecretHasher } from "../../core/staff/secret-hasher.ts";

describe("hashing secrets", () => {
  const pepper = new Uint8Array(32).fill(7);

  it("makes argon2id with the cost that OWASP asks for, each time with another salt", async () => {
    const hasher = createSecretHasher(pepper);
    const [one, other] = await Promise.all([hasher.hash("123456789012"), hasher.hash("123456789012")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    expect(one).not.toBe(other);
    expect(await hasher.verify(one, "123456789012")).toBe(true);
    expect(await hasher.verify(one, "123456789013")).toBe(false);
  });

  it("is worth nothing without the pepper", async () => {
    const hash = await createSecretHasher(pepper).hash("a stone in the river");
    expect(await createSecretHasher(new Uint8Array(32).fill(8)).verify(hash, "a stone in the river")).toBe(false);
  });

  it("takes one secret for the same in both ways of writing its letters", async () => {
    const hasher = createSecretHasher(pepper);
    expect(await hasher.verify(await hasher.hash("s\u0069\u0307fre \u212b"), "s\u0069\u0307fre \u00c5")).toBe(true);
  });

  it("answers no for a hash that is none, and spends a check for a name that does not exist", async () => {
    const hasher = createSecretHasher(pepper);
    expect(await hasher.verify("no hash", "x")).toBe(false);
    const hash = await hasher.hash("x");
    await hasher.burn("warm up");
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const started = performance.now();
      for (let count = 0; count < 5; count += 1) await work();
      return performance.now() - started;
    };
    const checked = await time(() => hasher.verify(hash, "y"));
    const burnt = await time(() => hasher.burn("y"));
    // The same work, on a machine that others use too: a ratio far from one would mean that one of them does nothing.
    expect(burnt / checked).toBeGreaterThan(0.2);
    expect(burnt / checked).toBeLessThan(5);
  });
});

describe("passwords", () => {
  it.each([
    ["elevenchars", "too_short"],
    ["x".repeat(11) + "😀".repeat(300), "too_long"],
    ["ada.lovelace@example.org", "own_email"],
    ["my ada.lovelace@example.org!", "own_email"],
    ["ada-lovelace-1815", "own_email"],
    ["passwordpassword", "common"],
    ["Administrator123!", "common"],
    ["123456789012", "common"],
    ["aaaaaaaaaaaaaaaa", "common"],
    ["şifreşifreşifre", "common"],
    ["a stone in the river", undefined],
    ["سنگی در رودخانه", undefined],
    ["correct horse battery 9", undefined],
  ])("%j are judged %s", (password, trouble) => {
    expect(passwordTrouble(password, "ada.lovelace@example.org")).toBe(trouble);
  });
});

describe("what tries are counted by", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002:ffff::", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("of %s is %s", (ip, origin) => {
    expect(originOfAddress(ip)).toBe(origin);
  });
});

describe("the table of permissions", () => {
  it("lets an auditor change nothing", () => {
    const reading = permissionNames.filter((name) => may("auditor", name));
    const board = ["board.read", "board.whole"];
    expect(reading).toEqual(["complaint.read", "agent.list", "settings.read", ...board, "audit.read", "self"]);
  });

  it("keeps the audit trail from those whom it is about", () => {
    for (const role of ["agent", "technical_officer", "complaints_manager", "administrator"] as const) {
      expect(may(role, "audit.read")).toBe(false);
    }
  });
});
