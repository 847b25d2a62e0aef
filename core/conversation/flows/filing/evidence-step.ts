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
      return asks(say("file.evidence.ask", limits), [{ value: "skip", label: say("common.skip") }], ["files"]);
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
    if (attachments.length + files.length > maxFiles) {
      return { ok: false, hint: "file.evidence.too_many", args: { count: maxFiles, sent: attachments.length } };
    }
    const caption = ownWords(answer);
    const words = caption === undefined ? {} : { description: [...description, caption] };
    return { ok: true, slots: { attachments: [...attachments, ...files], evidence: false, ...words } };
  },
  next: firstOpen,
};
