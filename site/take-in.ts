import type { Attachment } from "../core/attachment/attachment.ts";
import { maxFileBytes, maxPixels } from "../core/attachment/file-rules.ts";
import { storable } from "../core/channel/storable.ts";
import type { FilledForm, FormAnswer, FormAnswers } from "../core/conversation/form-of-flow.ts";
import { originOfAddress } from "../core/http/origin-of-address.ts";
import type { HttpRequest } from "../core/http/route.ts";
import type { Say } from "../core/language/text-key.ts";
import { maxWords } from "./pages/fields.ts";
import type { SentForm } from "./read-form.ts";
import type { SiteTools } from "./site-tools.ts";
import { carriedFiles, stageFiles } from "./stage-files.ts";

/** Files from one address in an hour. */
const uploads = { count: 300, perMs: 60 * 60_000 };

/** The answers of a form, by step. */
export function answersIn({ fields }: Pick<SentForm, "fields">): FormAnswers {
  const answers: Record<string, FormAnswer> = {};
  for (const [field, [value = ""]] of fields) {
    const [, step, choice] = /^q\.([a-z_]+)(\.choice)?$/u.exec(field) ?? [];
    if (step === undefined) continue;
    // Browsers send line breaks as CR LF.
    const said = storable(value).replaceAll("\r\n", "\n");
    answers[step] = { ...answers[step], ...(choice === undefined ? { words: said } : { choice: said }) };
  }
  return answers;
}

/** The answers that no field of ours would have let through. */
export function tooLong(given: FormAnswers, say: Say): FilledForm["errors"] {
  return Object.entries(given)
    .filter(([, answer]) => (answer?.words?.length ?? 0) > maxWords)
    .map(([step]) => ({ step, text: say("site.too_long", { count: maxWords }) }));
}

/** The files of a form, and what is to be said of those that are not among them. */
export interface TakenFiles {
  readonly files: readonly Attachment[];
  readonly troubles: readonly string[];
}

/** The files that a form brought, beside those that it carried already: as many as a complaint can have, and only those that pass. */
export async function takeFiles(
  tools: SiteTools,
  request: Pick<HttpRequest, "ip">,
  say: Say,
  form: SentForm,
): Promise<TakenFiles> {
  const dropped = new Set(form.fields.get("drop") ?? []);
  const kept = await carriedFiles(
    tools,
    (form.fields.get("file") ?? []).filter((ticket) => !dropped.has(ticket)),
  );
  const { maxFiles } = tools.organisation.policy;
  const fitting = form.files.slice(0, Math.max(0, maxFiles - kept.length));
  const key = `site-upload ${originOfAddress(request.ip)}`;
  const { granted, free } = await tools.store.buckets.take(key, uploads, fitting.length, tools.clock.now());
  const files = [...kept, ...(await stageFiles(tools, fitting.slice(0, granted)))];
  const sent = kept.length + form.files.length;
  return {
    files: files.filter(({ state }) => state !== "refused"),
    troubles: [
      ...form.tooLarge.map((name) => refusedIn(say, "too_large", name)),
      ...files.flatMap(({ refusal, name }) => (refusal === undefined ? [] : [refusedIn(say, refusal, name ?? "")])),
      ...(sent > maxFiles ? [say("file.evidence.too_many", { count: maxFiles, sent })] : []),
      ...(granted < fitting.length ? [say("site.complain.too_often", { until: free })] : []),
      ...(form.isBroken ? [say("site.upload_trouble")] : []),
    ],
  };
}

function refusedIn(say: Say, reason: NonNullable<Attachment["refusal"]>, name: string): string {
  return say(`file.refused.${reason}`, {
    name: name === "" ? say("file.unnamed") : name,
    megabytes: maxFileBytes / 1_000_000,
    megapixels: maxPixels / 1_000_000,
  });
}
