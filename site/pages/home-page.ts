import type { TextKey } from "../../core/language/text-key.ts";
import { escapeHtml, pageHtml, type PageView } from "./page.ts";

/** The start page: what this is, and where to go. */
export function homePage(view: PageView): string {
  const { say } = view;
  return pageHtml(view, {
    title: say("page.home.title"),
    main: `<main class="sheet">
<h1>${escapeHtml(say("page.home.title"))}</h1>
<p class="lead">${escapeHtml(say("page.home.intro"))}</p>
<ul class="ways">
${way(view, "/chat", "page.home.chat", "page.home.chat_about")}
${way(view, "/demo", "page.home.demo", "page.home.demo_about")}
</ul>
</main>`,
  });
}

function way({ say, language }: PageView, path: string, name: TextKey, about: TextKey): string {
  return `<li><a href="${path}?lang=${language}"><strong>${escapeHtml(say(name))}</strong><span>${escapeHtml(say(about))}</span></a></li>`;
}
