import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { Facts } from "../../core/conversation/facts.ts";
import type { Flow } from "../../core/conversation/flow.ts";
import { fileComplaint } from "../../core/conversation/flows/file-complaint.ts";
import { flows } from "../../core/conversation/flows/flows.ts";
import { filingSlots } from "../../core/conversation/flows/filing/slots.ts";
import type { Filing, FilingStep } from "../../core/conversation/flows/filing/slots.ts";
import { fillForm } from "../../core/conversation/form-of-flow.ts";
import { asks, ownWords } from "../../core/conversation/prompts.ts";
import { runnable } from "../../core/conversation/runnable.ts";
import type { RunnableFlow } from "../../core/conversation/runnable.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { fillComplaint, nothingTold } from "../../site/complain/complain-form.ts";
import { openWorld } from "../support/world.ts";

const ends = new Set(["review"]);
const filing = runnable(fileComplaint);

async function facts(): Promise<Facts> {
  const world = await openWorld([]);
  const known = await world.redress.site.facts("en");
  await world.close();
  return known;
}

describe("a form made from a flow", () => {
  test("asks what the chat asks, in its order, with its choices", async () => {
    const form = fillForm(filing, {}, await facts(), {}, ends);
    expect(form.questions.map(({ step }) => step)).toEqual([
      "privacy",
      "category",
      "description",
      "product",
      "lot",
      "order",
      "expectation",
      "evidence",
      "phone",
    ]);
    const byStep = new Map(form.questions.map((question) => [question.step, question]));
    expect(byStep.get("category")?.options[0]).toMatchObject({
      label: "Product quality",
      options: [{ value: "product.cured-hard", options: [] }, {}, {}, {}, {}, {}],
    });
    expect(byStep.get("description")).toMatchObject({ isRequired: true, takes: { words: true, files: false } });
    expect(byStep.get("expectation")?.options.map(({ label }) => label)).toContain("A repair");
    expect(byStep.get("evidence")?.takes).toEqual({ words: false, files: true, phone: false });
    expect(byStep.get("phone")).toMatchObject({ isRequired: false, options: [], takes: { phone: true } });
    expect(form.errors.map(({ step }) => step)).toEqual(["privacy", "category", "description"]);
  });

  test("gives the slots that the chat would have filled", async () => {
    const known = await facts();
    const given = {
      privacy: { choice: "yes" },
      category: { choice: "product.cured-hard" },
      description: { words: " It is hard. " },
      lot: { words: "L-7" },
      expectation: { choice: "refund", words: "and an apology" },
      evidence: { files: [brand<AttachmentId>("f1")] },
      phone: { words: "۰۵۳۲ ۱۲۳ ۴۵ ۶۷" },
    };
    const form = fillForm(filing, {}, known, given, ends);
    expect(form.errors).toEqual([]);
    expect(form.questions.map(({ step }) => step)).not.toContain("order");
    expect(filing.finish(form.slots, known)).toMatchObject({
      kind: "command",
      command: {
        matter: {
          category: "product.cured-hard",
          description: "It is hard.",
          lot: "L-7",
          expectation: "Money back. and an apology",
        },
        attachments: ["f1"],
        phone: "+905321234567",
      },
    });
  });

  test("says what the chat says of a wrong answer, and goes on to the others", async () => {
    const known = await facts();
    const form = fillForm(filing, {}, known, { category: { choice: "product" }, phone: { words: "12" } }, ends);
    const wrong = Object.fromEntries(form.errors.map(({ step, text }) => [step, text]));
    expect(wrong["category"]).toBe(known.say("file.category.hint"));
    expect(wrong["description"]).toBe(known.say("file.description.hint"));
    expect(wrong["phone"]).toBe(known.say("file.phone.hint_form"));
  });

  test("gains a question when the flow gains a step", async () => {
    const known = await facts();
    const longer = withShop();
    const form = fillComplaint(longer, nothingTold, known);
    const shop = form.questions.find(({ step }) => step === "shop");
    expect(shop).toMatchObject({ text: "In which shop did you buy it?", isRequired: true, takes: { words: true } });
    const filled = fillComplaint(longer, { ...nothingTold, given: { shop: { words: "Kadıköy" } } }, known);
    expect(filled.slots["shop"]).toBe("Kadıköy");
  });

  test("has a question that only one answer leads to once that answer is given", async () => {
    const known = await facts();
    const consent = flows["consent"];
    if (consent === undefined) throw new Error("no such flow");
    const no = fillForm(consent, { complaintId: "none", round: 1 }, known, {
      answer: { choice: "partly", words: "Half" },
    });
    expect(no.questions.map(({ step }) => step)).toEqual(["answer"]);
    expect(no.slots).toMatchObject({ answer: "partly", words: "Half", reason: "Half" });
  });

  test("takes no choice that is not on offer", async () => {
    const known = await facts();
    const rate = flows["rate"];
    if (rate === undefined) throw new Error("no such flow");
    const form = fillForm(rate, { complaintId: "c" }, known, {
      handling: { choice: "5" },
      outcome: { choice: "9" },
      effort: { choice: "skip" },
    });
    expect(form.errors.map(({ step }) => step)).toEqual(["outcome", "effort"]);
  });
});

/** The filing flow with one more step between the product and its lot, as a deploy would bring it. */
function withShop(): RunnableFlow {
  type Longer = Filing & { readonly shop?: string | undefined };
  const slots = filingSlots.extend({ shop: z.string().optional() });
  const flow: Flow<Longer, FilingStep | "shop"> = {
    ...fileComplaint,
    slots,
    steps: {
      ...fileComplaint.steps,
      product: { ...fileComplaint.steps.product, next: () => "shop" },
      shop: {
        ask: () => asks("In which shop did you buy it?", [], ["text"]),
        read: (answer) => {
          const shop = ownWords(answer);
          return shop === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { shop } };
        },
        next: (filled, known) => fileComplaint.start(filled, known),
      },
    },
  };
  return runnable(flow);
}
