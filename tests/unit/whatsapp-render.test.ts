import { describe, expect, it } from "@jest/globals";
import { openContentBook } from "../../bots/whatsapp/content-book.ts";
import { choiceVariables, invitationKinds, planContent } from "../../bots/whatsapp/content-plan.ts";
import { maxInteractiveText, maxOpener } from "../../bots/whatsapp/limits.ts";
import { renderWhatsApp } from "../../bots/whatsapp/render.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { Notice } from "../../core/complaint/change.ts";
import { brand } from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";

const everything = {
  choices: (use: string, language: Language, count: number) => `${use} ${language} ${String(count)}`,
};
const nothing = { choices: () => undefined };

function message(labels: readonly string[], text = "Kabul ediyor musunuz?"): Outbound {
  return {
    messageId: brand("message-1"),
    conversationId: brand("conversation-1"),
    seq: 1,
    language: "tr",
    text,
    details: [],
    choices: labels.map((label, index) => ({ label, token: `offer.${String(index)}` })),
    files: [],
    author: { kind: "bot" },
  };
}

describe("a message to WhatsApp", () => {
  it("is plain words where nothing is asked", () => {
    expect(renderWhatsApp(message([], "Merhaba"), everything)).toEqual([
      { words: { body: "Merhaba" }, reads: "Merhaba" },
    ]);
  });

  it("has up to three buttons, which carry their tokens", () => {
    const [part] = renderWhatsApp(message(["Evet", "Hayır", "Kısmen"]), everything);
    expect(part?.words).toEqual({
      contentSid: "buttons tr 3",
      variables: {
        1: "Kabul ediyor musunuz?",
        2: "Evet",
        3: "offer.0",
        4: "Hayır",
        5: "offer.1",
        6: "Kısmen",
        7: "offer.2",
      },
    });
  });

  it("has a list of up to ten items, and numbers beyond", () => {
    const labels = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => `Konu ${String(index + 1)}.`);
    expect(renderWhatsApp(message(labels(4)), everything)[0]?.words).toMatchObject({ contentSid: "list tr 4" });
    expect(renderWhatsApp(message(labels(10)), everything)[0]?.words).toMatchObject({ contentSid: "list tr 10" });
    const [part] = renderWhatsApp(message(labels(11)), everything);
    expect(part?.reads).toContain("11. Konu 11.");
    expect(part).not.toHaveProperty("instead");
  });

  it("numbers its choices where there is no Content resource, or where Twilio refuses it", () => {
    const asked = message(["Evet", "Hayır"]);
    const [plain] = renderWhatsApp(asked, nothing);
    expect(plain?.reads).toContain("1. Evet\n2. Hayır");
    const [rich] = renderWhatsApp(asked, everything);
    expect(rich?.instead?.body).toBe(plain?.reads);
  });

  it("puts no more above buttons than WhatsApp takes, and loses no word", () => {
    const text = Array.from({ length: 60 }, (_, index) => `Bu ${String(index)}. cümledir ve biraz uzundur.`).join(" ");
    const parts = renderWhatsApp(message(["Evet", "Hayır"], text), everything);
    expect(parts.length).toBeGreaterThan(1);
    for (const { reads } of parts) expect(reads.length).toBeLessThanOrEqual(maxInteractiveText);
    expect(parts.map(({ reads }) => reads).join(" ")).toBe(text);
    expect(parts.slice(0, -1).every(({ words }) => "body" in words)).toBe(true);
  });
});

describe("what is made at Twilio", () => {
  const plan = planContent(languages);

  it("has a name that WhatsApp takes, once, and its texts within the limits", () => {
    const names = plan.map(({ draft }) => draft.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { draft } of plan) {
      expect(draft.name).toMatch(/^redress_[a-z0-9_]{1,500}$/u);
      if (draft.type.kind === "list") expect(draft.type.open.length).toBeLessThanOrEqual(maxOpener);
      expect(draft.type.body.length).toBeLessThanOrEqual(550);
    }
  });

  it("has approved words for every notice of the process, in every language", () => {
    const notices: Readonly<Record<Notice["kind"], true>> = {
      registered: true,
      passcode_renewed: true,
      under_evaluation: true,
      question: true,
      decision: true,
      reminder: true,
      second_evaluation: true,
      left_open: true,
      closed: true,
      lapse_warning: true,
      merged: true,
      reopened: true,
      remedy_carried_out: true,
      late: true,
      rate: true,
    };
    expect([...Object.keys(notices), "message"].sort()).toEqual([...invitationKinds].sort());
    for (const language of languages)
      for (const kind of [...invitationKinds, "general"])
        expect(plan).toContainEqual(
          expect.objectContaining({ for: { use: "invitation", language, kind }, needsApproval: true }),
        );
  });

  it("follows WhatsApp's rules for variables: one, not at an end, and words enough around it", () => {
    for (const { draft, for: use } of plan.filter(({ needsApproval }) => needsApproval)) {
      const { body } = draft.type;
      const variables = body.match(/\{\{\d\}\}/gu) ?? [];
      expect(variables).toHaveLength(use.use === "invitation" && use.kind === "general" ? 0 : 1);
      expect(body).not.toMatch(/^[^\p{L}]*\{\{|\}\}[^\p{L}]*$/u);
      expect(body).not.toMatch(/\n|\t| {4}|\p{Cf}(?<!\u200c)/u);
      expect(body.split(/\s+/u).length).toBeGreaterThanOrEqual(2 * variables.length + 1);
    }
  });

  it("has a sample for each variable", () => {
    for (const { draft } of plan) {
      const named = new Set(JSON.stringify(draft.type).match(/\{\{\d+\}\}/gu));
      expect(
        Object.keys(draft.samples)
          .map((name) => `{{${name}}}`)
          .sort(),
      ).toEqual([...named].sort());
    }
  });

  it("gets another name when its text changes, and the same one when it does not", () => {
    expect(planContent(["fa"]).map(({ draft }) => draft.name)).toEqual(
      planContent(["fa"]).map(({ draft }) => draft.name),
    );
    expect(choiceVariables("a", [{ label: "b", token: "c" }])).toEqual({ 1: "a", 2: "b", 3: "c" });
  });
});

describe("the book of what is there", () => {
  const plan = planContent(["fa"]);
  const resources = (approval: (name: string) => string) =>
    plan.map(({ draft }, index) => ({
      sid: `HX${String(index)}`,
      name: draft.name,
      language: "fa",
      approval: approval(draft.name),
    }));

  it("knows nothing before it was asked for, and what it knew when asking fails", async () => {
    const answers = [Promise.resolve(resources(() => "approved")), Promise.reject(new Error("down"))];
    const book = openContentBook({ list: () => answers.shift() ?? Promise.resolve([]) }, ["fa"]);
    expect(book.choices("buttons", "fa", 2)).toBeUndefined();
    await book.refresh();
    expect(book.choices("buttons", "fa", 2)).toBe("HX1");
    await expect(book.refresh()).rejects.toThrow("down");
    expect(book.choices("buttons", "fa", 2)).toBe("HX1");
    expect(book.choices("buttons", "tr", 2)).toBeUndefined();
  });

  it.each(["unsubmitted", "received", "pending", "rejected", "paused", "disabled"])(
    "invites with no words that are %s",
    async (state) => {
      const book = openContentBook({ list: () => Promise.resolve(resources(() => state)) }, ["fa"]);
      await book.refresh();
      expect(book.invitation("fa", "decision", true)).toBeUndefined();
      expect(book.choices("list", "fa", 7)).toBeDefined();
    },
  );

  it("falls back to words that name no complaint", async () => {
    const onlyGeneral = (name: string): string => (name.includes("general") ? "approved" : "pending");
    const book = openContentBook({ list: () => Promise.resolve(resources(onlyGeneral)) }, ["fa"]);
    await book.refresh();
    expect(book.invitation("fa", "decision", true)).toMatchObject({ namesNumber: false });
    expect(book.invitation("fa", "message", false)).toMatchObject({ namesNumber: false });
  });

  it("takes a kind that it does not know for a message about a complaint", async () => {
    const book = openContentBook({ list: () => Promise.resolve(resources(() => "approved")) }, ["fa"]);
    await book.refresh();
    expect(book.invitation("fa", "file_refused", true)).toEqual(book.invitation("fa", "message", true));
  });
});
