import { brand } from "../../ids.ts";
import { says } from "../prompts.ts";
import type { ConversationCommand } from "../conversation-command.ts";
import type { Facts } from "../facts.ts";
import type { Flow } from "../flow.ts";
import { evidenceStep } from "./filing/evidence-step.ts";
import { descriptionStep, expectationStep, lotStep, orderStep, productStep } from "./filing/matter-steps.ts";
import { categoryStep, languageStep, privacyStep } from "./filing/opening-steps.ts";
import { filesToFile, firstOpen } from "./filing/order.ts";
import { phoneStep } from "./filing/phone-step.ts";
import { correctStep, reviewStep } from "./filing/review-steps.ts";
import { filingSlots } from "./filing/slots.ts";
import type { Filing, FilingStep } from "./filing/slots.ts";
import { filedPrompt } from "../notices.ts";

/** Files a complaint. The number is told only from the outcome: no acknowledgement without the thing. */
export const fileComplaint: Flow<Filing, FilingStep> = {
  name: "file_complaint",
  version: 1,
  slots: filingSlots,
  words: ["description", "product", "lot", "order", "expectation", "phone"],
  start: firstOpen,
  steps: {
    language: languageStep,
    privacy: privacyStep,
    category: categoryStep,
    description: descriptionStep,
    product: productStep,
    lot: lotStep,
    order: orderStep,
    expectation: expectationStep,
    evidence: evidenceStep,
    phone: phoneStep,
    correct: correctStep,
    review: reviewStep,
  },
  finish: (filing, facts) =>
    filing.privacy === "no" ? { kind: "nothing" } : { kind: "command", command: commandOf(filing, facts) },
  tell: (outcome, filing, facts) => {
    if (!outcome.ok) {
      const refusal = says(facts.say(outcome.refusal.key, outcome.refusal.args));
      return { prompts: [refusal], then: { flow: "file_complaint", slots: { ...filing, confirmed: undefined } } };
    }
    const { complaint, passcode } = outcome;
    if (complaint === undefined || passcode === undefined) return { prompts: [says(facts.say("file.declined"))] };
    return { prompts: [filedPrompt(complaint, passcode, facts)] };
  },
  collect: ({ description = [], attachments = [] }, extra) => ({
    description: extra.words === undefined ? description : [...description, extra.words],
    attachments: [...attachments, ...extra.attachments],
    ...(extra.phone === undefined ? {} : { phone: extra.phone, ownPhone: extra.phone }),
  }),
};

function phoneOf({ phone, ownPhone }: Partial<Filing>): { readonly phone?: string; readonly isOwnPhone?: true } {
  if (typeof phone !== "string") return {};
  return phone === ownPhone ? { phone, isOwnPhone: true } : { phone };
}

function commandOf(filing: Partial<Filing>, facts: Facts): ConversationCommand {
  const { organisation, customer } = facts;
  const { product, lot, order, expectation, source } = filing;
  return {
    kind: "file_complaint",
    matter: {
      category: brand(filing.category ?? ""),
      description: (filing.description ?? []).join("\n"),
      ...(typeof product === "string" ? { product } : {}),
      ...(typeof lot === "string" ? { lot } : {}),
      ...(typeof order === "string" ? { orderNumber: order } : {}),
      ...(typeof expectation === "string" ? { expectation } : {}),
    },
    attachments: filesToFile(filing, facts).slice(0, organisation.policy.maxFiles),
    ...phoneOf(filing),
    ...(customer.name === undefined ? {} : { name: customer.name }),
    ...(source === undefined ? {} : { source }),
  };
}
