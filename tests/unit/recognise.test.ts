import { describe, expect, test } from "@jest/globals";
import type { Choice } from "../../core/channel/prompt.ts";
import type { Offer } from "../../core/conversation/conversation.ts";
import { offerFor, tokensOf, withAnswered, withOffer } from "../../core/conversation/offer.ts";
import type { About } from "../../core/conversation/offer.ts";
import { recognise } from "../../core/conversation/recognise.ts";
import type { Asked, Recognition } from "../../core/conversation/recognise.ts";
import { readToken, tokenOf } from "../../core/conversation/token.ts";
import type { Language } from "../../core/language/language.ts";

const step: About = { kind: "step", flow: "test", step: "choice" };
const consent = (complaintId: string, round: 1 | 2 = 1): About => ({ kind: "consent", complaintId, round });
const asked: Asked = { flow: "test", step: "choice", takesText: false, casual: false };

const answers: readonly Choice[] = [
  { value: "accept", label: "I accept" },
  { value: "reject", label: "I do not accept" },
  { value: "partly", label: "Only partly" },
];

function offer(about: About, choices: readonly Choice[] | readonly string[], seq = 1): Offer {
  const made = choices.map((choice) => (typeof choice === "string" ? { value: choice, label: choice } : choice));
  return offerFor({ text: "", choices: made, accepts: [] }, about, `o${seq}`, seq);
}

function reading(
  text: string,
  offers: readonly Offer[],
  at: Asked | undefined = asked,
  language: Language = "en",
): string {
  return shortly(recognise({ kind: "text", text }, offers, language, at));
}

function shortly(meaning: Recognition): string {
  switch (meaning.kind) {
    case "understood":
      return meaning.choice.value;
    case "global":
      return `global ${meaning.word}`;
    case "ambiguous":
      return `which of ${meaning.candidates.map(({ choice }) => choice.value).join(", ")}`;
    case "stale":
    case "unknown":
      return meaning.kind;
  }
}

describe("a typed answer", () => {
  const colours = offer(step, ["Red", "Green", "Grey", "İstanbul"]);

  test.each([
    ["red", "Red"],
    ["RED!", "Red"],
    ["2", "Green"],
    ["۳", "Grey"],
    ["٣.", "Grey"],
    ["2️⃣", "Green"],
    ["#2", "Green"],
    ["option 1", "Red"],
    ["گزینه ۲", "Green"],
    ["2. Green", "Green"],
    ["gree", "Green"],
    ["gr", "which of Green, Grey"],
    ["g", "unknown"],
    ["5", "unknown"],
    ["0", "unknown"],
    ["room 2", "unknown"],
  ])("%s means %s", (text, meaning) => {
    expect(reading(text, [colours])).toBe(meaning);
  });

  test("is compared by the rules of its language", () => {
    expect(reading("istanbul", [colours], asked, "tr")).toBe("İstanbul");
    expect(reading("ISTANBUL", [offer(step, ["ıstanbul"])], asked, "tr")).toBe("ıstanbul");
    expect(reading("كيفيت", [offer(step, ["کیفیت"])], asked, "fa")).toBe("کیفیت");
    expect(reading("می شود", [offer(step, ["می شود"])], asked, "fa")).toBe("می شود");
  });

  test("is no beginning of a label where the question takes words", () => {
    expect(reading("gree", [colours], { ...asked, takesText: true })).toBe("unknown");
    expect(reading("green", [colours], { ...asked, takesText: true })).toBe("Green");
  });

  test("that is both a label and a global word means the label", () => {
    expect(reading("back", [offer(step, ["Back", "Front"])])).toBe("Back");
    expect(reading("back", [colours])).toBe("global back");
  });

  test("is a global word only as the whole message", () => {
    expect(reading("منو", [colours], asked, "en")).toBe("global menu");
    expect(reading("open the menu", [colours])).toBe("unknown");
  });
});

describe("yes and no", () => {
  const sure = offer(step, [
    { value: "yes", label: "Yes, file it" },
    { value: "no", label: "Change something" },
  ]);

  test.each(["yes", "بله", "evet", "نعم", "да", "👍", "👍🏽", "OK", "yes please"])("%s is a yes", (text) => {
    expect(reading(text, [sure])).toBe("yes");
  });

  test.each(["no", "نه", "hayır", "لا", "нет", "👎"])("%s is a no", (text) => {
    expect(reading(text, [sure])).toBe("no");
  });

  test("with a but is neither", () => {
    expect(reading("yes but wait", [sure])).toBe("unknown");
    expect(reading("yes and please change the product", [sure])).toBe("unknown");
  });

  test("answer a decision while nothing is asked, with what else is said", () => {
    const meaning = recognise({ kind: "text", text: "No, it leaks" }, [offer(consent("c1"), answers)], "en", undefined);
    expect(meaning).toMatchObject({
      kind: "understood",
      choice: { value: "reject" },
      words: "No, it leaks",
      more: true,
    });
  });

  test("are asked back about where two decisions wait, or where another question is open", () => {
    const waiting = [offer(consent("c1"), answers, 1), offer(consent("c2"), answers, 2)];
    expect(reading("yes", waiting, undefined)).toBe("which of accept, accept");
    expect(reading("no", [offer(consent("c1"), answers, 1), offer(step, [], 2)], { ...asked, takesText: true })).toBe(
      "which of reject",
    );
  });

  test("go to the question at hand unless a decision came after it", () => {
    expect(reading("yes", [offer(consent("c1"), answers, 1), { ...sure, seq: 2 }])).toBe("yes");
    expect(reading("yes", [sure, offer(consent("c1"), answers, 2)])).toBe("which of yes, accept");
  });
});

describe("a number", () => {
  test("goes by what was shown last", () => {
    const notice = offer(consent("c1"), answers, 5);
    expect(reading("1", [notice], undefined)).toBe("accept");
    expect(reading("1", [offer(step, ["Red"], 9), notice])).toBe("Red");
  });

  test("is never taken for another decision than the one meant", () => {
    expect(reading("1", [offer(consent("c1"), answers, 1), offer(consent("c2"), answers, 2)], undefined)).toBe(
      "which of accept, accept",
    );
    expect(reading("2", [offer(step, ["Red", "Green"], 1), offer(consent("c1"), answers, 2)])).toBe(
      "which of Green, reject",
    );
  });
});

describe("a tap", () => {
  const state = { cursors: [], offers: [], misunderstood: 0, granted: [] };
  const tap = (token: string, offers: readonly Offer[]) =>
    shortly(recognise({ kind: "tap", token }, offers, "en", asked));

  test("names the question, however many others are open", () => {
    const offers = [offer(consent("c1"), answers, 1), offer(consent("c2", 2), answers, 2), offer(step, ["Red"], 3)];
    const meaning = recognise({ kind: "tap", token: "o2.1" }, offers, "en", asked);
    expect(meaning).toMatchObject({
      kind: "understood",
      offer: { about: { complaintId: "c2", round: 2 } },
      choice: { value: "reject" },
    });
  });

  test("on an earlier showing of the same question still counts", () => {
    const shown = withOffer(withOffer(state, offer(step, ["Red", "Green"], 1)), offer(step, ["Green", "Blue"], 2));
    expect(tap("o1.1", shown.offers)).toBe("Green");
    expect(tap("o1.0", shown.offers)).toBe("stale");
  });

  test("on any showing of a question that was only put again counts, and the showings are kept as one", () => {
    const showings = [1, 2, 3].map((seq) => offer(step, ["Red", "Green"], seq));
    const shown = showings.reduce(withOffer, state);
    expect(shown.offers).toHaveLength(1);
    expect(showings.map(({ id }) => tap(`${id}.1`, shown.offers))).toEqual(["Green", "Green", "Green"]);
    const over = withAnswered(shown, step);
    expect(showings.map(({ id }) => tap(`${id}.1`, over.offers))).toEqual(["stale", "stale", "stale"]);
  });

  test("on an answered question is stale", () => {
    const shown = withAnswered(withOffer(state, offer(consent("c1"), answers, 1)), consent("c1"));
    expect(tap("o1.0", shown.offers)).toBe("stale");
  });

  test("on the same step of a flow about another complaint is not confused", () => {
    const about = (complaintId: string): About => ({ kind: "step", flow: "consent", step: "reason", complaintId });
    const shown = withOffer(withOffer(state, offer(about("c1"), ["skip"], 1)), offer(about("c2"), ["skip"], 2));
    expect(shown.offers.map((each) => each.state)).toEqual(["open", "open"]);
  });

  test("keeps at most twenty offers, the newest", () => {
    const many = Array.from({ length: 30 }, (_, index) => offer(consent(`c${index}`), answers, index + 1)).reduce(
      withOffer,
      state,
    );
    expect(many.offers).toHaveLength(20);
    expect(tap("o1.0", many.offers)).toBe("stale");
    expect(tap("o30.0", many.offers)).toBe("accept");
  });
});

describe("a token", () => {
  test("holds question and place in at most 32 characters", () => {
    const tokens = tokensOf(
      offer(
        step,
        Array.from({ length: 30 }, (_, index) => `Choice ${index}`),
      ),
    );
    for (const { token } of tokens) expect(token).toMatch(/^[A-Za-z0-9.]{1,32}$/);
    expect(readToken(tokenOf("abc.2", 11))).toEqual({ offerId: "abc.2", index: 11 });
  });

  test.each(["", ".", "abc", "abc.", ".1", "abc.-1", "abc.1e3", "abc.1\n", "a b.1", `${"x".repeat(40)}.1`])(
    "%j is none of ours",
    (token) => {
      expect(readToken(token)).toBeUndefined();
    },
  );
});
