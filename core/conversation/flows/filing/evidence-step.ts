import { asks, chosenIn, filesOf, ownWords } from "../../prompts.ts";
import type { Step } from "../../flow.ts";
import { filesToFile, firstOpen } from "./order.ts";
import type { Filing, FilingStep } from "./slots.ts";

const bytesPerMegabyte = 1_000_000;

/** Photos and documents, until the customer says that these are all. The limits are told beforehand. */
export const evidenceStep: Step<Filing, FilingStep> = {
  ask: (filing, facts) => {
    const { say, organisation, channel } = facts;
    const attachments = filesToFile(filing, facts);
    const limits = { count: organisation.policy.maxFiles, size: Math.floor(channel.can.maxFile / bytesPerMegabyte) };
    if (attachments.length === 0) {
      return asks(
        say(facts.isForm === true ? "file.evidence.ask_form" : "file.evidence.ask", limits),
        [{ value: "skip", label: say("common.skip") }],
        ["files"],
      );
    }
    const clear = filing.fix === "evidence" ? [{ value: "clear", label: say("file.evidence.clear") }] : [];
    const text = say("file.evidence.more", { ...limits, sent: attachments.length });
    return asks(text, [{ value: "done", label: say("common.done") }, ...clear], ["files"]);
  },
  read: (answer, filing, facts) => {
    const attachments = filesToFile(filing, facts);
    const { description = [] } = filing;
    const chosen = chosenIn(answer);
    if (chosen === "clear") return { ok: true, slots: { attachments: [] } };
    if (chosen === "done" || chosen === "skip") return { ok: true, slots: { evidence: true, fix: undefined } };
    const files = filesOf(answer);
    if (files.length === 0) return { ok: false, hint: "file.evidence.hint" };
    const { maxFiles } = facts.organisation.policy;
    const all = [...attachments, ...files];
    // Of files that come together, those are taken that there is room for.
    const tooMany = { key: "file.evidence.too_many", args: { count: maxFiles, sent: all.length } } as const;
    if (attachments.length >= maxFiles) return { ok: false, hint: tooMany.key, args: tooMany.args };
    const caption = ownWords(answer);
    const words = caption === undefined ? {} : { description: [...description, caption] };
    return {
      ok: true,
      slots: { attachments: all.slice(0, maxFiles), evidence: false, ...words },
      ...(all.length > maxFiles ? { remark: tooMany } : {}),
    };
  },
  next: firstOpen,
};
