import type { Detail } from "../../core/channel/prompt.ts";
import type { Attachment } from "../../core/attachment/attachment.ts";
import { grouped } from "../../core/conversation/views.ts";
import { directionOf } from "../../core/language/language.ts";
import { numberIn } from "../../core/language/fill-in.ts";
import type { Language } from "../../core/language/language.ts";
import type { Say } from "../../core/language/text-key.ts";
import { escapeHtml } from "./page.ts";

/** Labels with their values, as they were written. */
export function detailsHtml(details: readonly Detail[]): string {
  const rows = details.map(
    ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd><bdi>${escapeHtml(value)}</bdi></dd></div>`,
  );
  return `<dl class="details">${rows.join("")}</dl>`;
}

/** Words as they were written, with their lines. */
export function wordsHtml(text: string): string {
  return `<p class="said" dir="auto">${escapeHtml(text)}</p>`;
}

/** Something that has just happened. */
export function noticeHtml(text: string | undefined): string {
  return text === undefined ? "" : `<p class="notice" role="status">${escapeHtml(text)}</p>`;
}

/** A code large enough to copy by hand, with a button for whoever has script. */
export function codeHtml(label: string, digits: string, say: Say): string {
  return `<div class="code"><span>${escapeHtml(label)}</span><strong dir="ltr">${escapeHtml(grouped(digits))}</strong><button type="button" class="quiet" data-copy="${escapeHtml(digits)}" data-copied="${escapeHtml(say("site.copied"))}" hidden>${escapeHtml(say("site.copy"))}</button></div>`;
}

/** A button that prints the page, for whoever has script. */
export function printHtml(say: Say): string {
  return `<button type="button" class="quiet" data-print hidden>${escapeHtml(say("site.print"))}</button>`;
}

/** A file's name and size. */
export function fileName({ name, stored }: Attachment, say: Say, language: Language): string {
  const size = stored === undefined ? "" : ` · ${sizeIn(stored.bytes, language)}`;
  return `<bdi>${escapeHtml(name ?? say("file.unnamed"))}</bdi>${escapeHtml(size)}`;
}

/** In the units of the language, in its digits: "340 kB". */
function sizeIn(bytes: number, language: Language): string {
  const unit = bytes < 1_000_000 ? "kB" : "MB";
  const size = unit === "kB" ? Math.max(1, Math.round(bytes / 1_000)) : Math.round(bytes / 100_000) / 10;
  const text = `${numberIn(size, language)} ${unit}`;
  return directionOf(language) === "rtl" ? `\u2068${text}\u2069` : text;
}
