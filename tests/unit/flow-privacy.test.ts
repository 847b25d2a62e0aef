import { describe, expect, test } from "@jest/globals";
import { openDialogue } from "../support/dialogue.ts";
import type { Dialogue, DialogueSetting } from "../support/dialogue.ts";

function privacy(setting: DialogueSetting = {}): Dialogue {
  const dialogue = openDialogue(setting);
  dialogue.write("menu");
  dialogue.tap("Privacy");
  return dialogue;
}

describe("privacy", () => {
  test("shows what is kept as text", () => {
    const dialogue = privacy({ outcome: () => ({ ok: true, text: '{"phone":"+905321234567"}' }) });
    const shown = dialogue.tap("Show what you keep");
    expect(shown.commands).toEqual([{ kind: "export_personal_details" }]);
    expect(shown.said.at(-1)?.text).toBe('{"phone":"+905321234567"}');
  });

  test("erases only after asking once more", () => {
    const dialogue = privacy();
    expect(dialogue.tap("Erase my details").commands).toEqual([]);
    expect(dialogue.tap("Yes, erase").commands).toEqual([{ kind: "erase_personal_details" }]);
    expect(dialogue.said.at(-1)?.text).toContain("have been erased");
  });

  test("erases nothing after a no", () => {
    const dialogue = privacy();
    dialogue.tap("Erase my details");
    expect(dialogue.write("no").text).toContain("nothing has been erased");
    expect(dialogue.commands).toEqual([]);
  });

  test("tells why erasing is refused", () => {
    const dialogue = privacy({ outcome: () => ({ ok: false, refusal: { key: "refusal.erase_while_running" } }) });
    dialogue.tap("Erase my details");
    expect(dialogue.tap("Yes, erase").text).toContain("still under way");
  });
});

describe("language", () => {
  test("is offered by each language's own name, and holds from the next word on", () => {
    const dialogue = openDialogue();
    expect(dialogue.write("dil").said[0]?.choices.map(({ label }) => label)).toEqual([
      "فارسی",
      "Türkçe",
      "English",
      "العربية",
      "Русский",
    ]);
    dialogue.write("türkçe");
    expect(dialogue.language).toBe("tr");
  });
});
