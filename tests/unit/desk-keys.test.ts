import { describe, expect, test } from "@jest/globals";
import { areInEachOthersWay, labelsOf, pressOf } from "../../desk/app/keys/presses.ts";
import { createKeyRegistry, inTheWay } from "../../desk/app/keys/registry.ts";

const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
const key = (id: string, keys: string) => ({ id, keys, name: "shell.search", run: () => undefined }) as const;

describe("keys of the desk", () => {
  test("are told by their place, whatever the layout writes there", () => {
    expect(pressOf({ ...none, key: "ت", code: "KeyJ" })).toBe("KeyJ");
    expect(pressOf({ ...none, key: "؟", code: "Slash", shiftKey: true })).toBe("Shift+Slash");
    expect(pressOf({ ...none, key: "Shift", code: "ShiftLeft", shiftKey: true })).toBeUndefined();
  });

  test("are shown as they are printed on the reader's own keyboard", () => {
    expect(labelsOf("KeyG Shift+KeyC", new Map([["KeyG", "ل"]]))).toEqual([["ل"], ["⇧", "C"]]);
  });

  test("stand in each other's way where one begins the other", () => {
    expect(areInEachOthersWay("KeyG", "KeyG KeyC")).toBe(true);
    expect(areInEachOthersWay("KeyG KeyC", "KeyG KeyC")).toBe(true);
    expect(areInEachOthersWay("KeyG KeyC", "KeyG KeyV")).toBe(false);
    expect(areInEachOthersWay("KeyG", "KeyGX")).toBe(false);
  });

  test("are an agent's own where they chose others", () => {
    const registry = createKeyRegistry();
    registry.mount("list").replace([key("list.next", "KeyJ")]);
    registry.setOwn({ "list.next": "ArrowDown" });
    expect(registry.bound().map(({ keys }) => keys)).toEqual(["ArrowDown"]);
    expect(registry.known()).toMatchObject([{ id: "list.next", keys: "KeyJ", now: "ArrowDown", area: "list" }]);
  });

  test("no longer work when what they belong to is gone", () => {
    const registry = createKeyRegistry();
    const mounted = registry.mount("queue");
    mounted.replace([key("queue.pick", "KeyX")]);
    mounted.unmount();
    expect(registry.bound()).toEqual([]);
  });

  test("are refused where something that works at the same time has them", () => {
    const registry = createKeyRegistry();
    registry.mount("everywhere").replace([key("go.board", "KeyG KeyB")]);
    registry.mount("complaint").replace([key("complaint.note", "KeyN")]);
    registry.mount("conversation").replace([key("conversation.take_over", "KeyT")]);
    const known = registry.known();
    const note = known.find(({ id }) => id === "complaint.note");
    if (note === undefined) throw new Error("not known");
    expect(inTheWay("KeyG", note, known)?.id).toBe("go.board");
    expect(inTheWay("KeyT", note, known)).toBeUndefined();
    expect(inTheWay("KeyN", note, known)).toBeUndefined();
  });
});
