import type { ChatLink } from "../chat-links.ts";
import { escapeHtml, pageHtml, type PageView } from "./page.ts";

/** The start page: what this is, and the ways in: the form first, because it is the fastest. */
export function homePage(view: PageView, chats: readonly ChatLink[]): string {
  const { say, language } = view;
  const own = (path: string, name: string, about: string): string => way(`${path}?lang=${language}`, name, about);
  return pageHtml(view, {
    title: say("page.home.title"),
    main: `<main class="sheet">
<h1>${escapeHtml(say("page.home.title"))}</h1>
<p class="lead">${escapeHtml(say("page.home.intro"))}</p>
<ul class="ways">
${own("/complain", say("page.home.complain"), say("page.home.complain_about"))}
${own("/follow", say("page.home.follow"), say("page.home.follow_about"))}
${own("/chat", say("page.home.chat"), say("page.home.chat_about"))}
${chats.map((chat) => app(view, chat)).join("\n")}
${own("/demo", say("page.home.demo"), say("page.home.demo_about"))}
</ul>
</main>`,
  });
}

function app({ say }: PageView, { channel, url }: ChatLink): string {
  const name = say("channels.name", { channel });
  return way(url, name, say("page.home.app_about", { channel: name }));
}

function way(href: string, name: string, about: string): string {
  return `<li><a href="${escapeHtml(href)}" rel="noreferrer"><strong>${escapeHtml(name)}</strong><span>${escapeHtml(about)}</span></a></li>`;
}
