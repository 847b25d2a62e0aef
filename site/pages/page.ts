import { directionOf, languageNames, type Language } from "../../core/language/language.ts";
import type { Say, TextKey } from "../../core/language/text-key.ts";
import { textIn } from "../../core/organisation/look-up.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";

/** All that a page is made from. */
export interface PageView {
  readonly path: string;
  readonly language: Language;
  readonly say: Say;
  readonly organisation: Organisation;
  readonly publicUrl: string;
  /** Kept by the links to the other languages. */
  readonly query?: Readonly<Record<string, string>>;
}

/** What a page puts into the frame that all share. */
export interface PageParts {
  readonly title: string;
  /** HTML of the page's content. */
  readonly main: string;
  /** HTML after the content, such as the widget's script. */
  readonly end?: string;
  /** The content fills the window and scrolls within itself. */
  readonly isFull?: boolean;
  /** Belongs to one customer: search engines need not know it. */
  readonly isPersonal?: boolean;
}

/** A whole page. It needs no inline script and no inline style. */
export function pageHtml(view: PageView, parts: PageParts): string {
  const { language, say, organisation } = view;
  const name = textIn(organisation.name, language, organisation);
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"${parts.isFull === true ? ' class="full"' : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(parts.title)} · ${escapeHtml(name)}</title>
${parts.isPersonal === true ? '<meta name="robots" content="noindex">\n' : ""}<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/site.css">
</head>
<body>
<header class="bar">
<a class="brand" href="/?lang=${language}" title="${escapeHtml(say("page.back_home"))}"><img src="/icon.svg" alt="" width="28" height="28"><bdi>${escapeHtml(name)}</bdi></a>
${languageLinks(view)}
</header>
${parts.main}
${parts.isFull === true ? "" : footer(view)}
${parts.end ?? ""}
</body>
</html>
`;
}

function languageLinks({ path, language, say, organisation, query = {} }: PageView): string {
  const offered = organisation.languages;
  if (offered.length < 2) return "";
  const links = offered.map((other) => {
    const current = other === language ? ' aria-current="true"' : "";
    const asked = new URLSearchParams({ ...query, lang: other });
    return `<a href="${path}?${escapeHtml(asked.toString())}" lang="${other}" hreflang="${other}"${current}>${languageNames[other]}</a>`;
  });
  return `<nav class="languages" aria-label="${escapeHtml(say("page.languages"))}">${links.join("")}</nav>`;
}

/** Where to go from any page, and how else to reach whoever runs this. */
function footer({ language, say, organisation }: PageView): string {
  const { email, phone } = organisation.contact;
  const link = (path: string, key: TextKey): string => `<a href="${path}?lang=${language}">${escapeHtml(say(key))}</a>`;
  const call =
    phone === undefined
      ? ""
      : `<a href="tel:${escapeHtml(phone.replace(/[^+\d]/gu, ""))}"><bdi>${escapeHtml(phone)}</bdi></a>`;
  return `<footer class="foot"><p>${link("/complain", "page.home.complain")}${link("/follow", "page.home.follow")}${link("/chat", "page.home.chat")}</p><p><a href="mailto:${escapeHtml(email)}"><bdi>${escapeHtml(email)}</bdi></a>${call}</p></footer>`;
}

/**
 * What a page of ours may load: its own files, and the chat at `publicUrl`, which is named because on a developer's machine it can
 * differ from the address in the browser.
 */
export function policyFor(publicUrl: string): string {
  const { origin, host, protocol } = new URL(publicUrl);
  const socket = `${protocol === "https:" ? "wss" : "ws"}://${host}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${origin} ${socket}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** `text` as HTML, also within a quoted attribute. */
export function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/gu, (sign) => signs[sign] ?? sign);
}
