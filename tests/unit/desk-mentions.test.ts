import { describe, expect, test } from "@jest/globals";
import { mentionable, mentionBegun, mentionedIn, withMention } from "../../desk/app/complaint/forms/mentions.ts";

const people = [
  { id: "1", name: "Mina" },
  { id: "2", name: "Omid" },
  { id: "3", name: "مینا رضایی" },
];

describe("mentioning colleagues in a note", () => {
  test("begins with an @ after a space or at the start, and not within an address", () => {
    expect(mentionBegun("@Mi", 3)).toBe("Mi");
    expect(mentionBegun("ask @م", 6)).toBe("م");
    expect(mentionBegun("mail a@example.org", 18)).toBeUndefined();
    expect(mentionBegun("@Mina\nplease", 12)).toBeUndefined();
  });

  test("finds names by any of their letters", () => {
    expect(mentionable(people, "mi").map(({ id }) => id)).toEqual(["1", "2"]);
    expect(mentionable(people, "رضا").map(({ id }) => id)).toEqual(["3"]);
  });

  test("puts the name in the place of what was begun", () => {
    expect(withMention("ask @Om please", 7, "Omid")).toEqual({ words: "ask @Omid  please", caret: 10 });
  });

  test("counts whose name stands in the words when they are sent", () => {
    expect(mentionedIn("@Omid and @مینا رضایی, look", people)).toEqual(["2", "3"]);
    expect(mentionedIn("Omid looked", people)).toEqual([]);
  });
});
