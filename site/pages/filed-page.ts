import type { SiteFiled } from "../../core/casework/site-filing.ts";
import type { ChatLink } from "../chat-links.ts";
import { nextStepsHtml, outsideHtml } from "./next-steps.ts";
import type { Promised } from "./next-steps.ts";
import { escapeHtml, pageHtml, type PageView } from "./page.ts";
import { codeHtml, noticeHtml, printHtml } from "./pieces.ts";

/** What the page after filing shows. */
export interface FiledView {
  readonly filed: SiteFiled;
  readonly promised: Promised;
  /** Whether news can reach the customer at all. */
  readonly hasPhone: boolean;
  readonly chats: readonly ChatLink[];
}

/** Number and passcode, large, and what comes now. */
export function filedPage(view: PageView, { filed, promised, hasPhone, chats }: FiledView): string {
  const { say, language } = view;
  const { complaint, passcode, isRepeat } = filed;
  const secret =
    passcode === undefined
      ? `<p>${escapeHtml(say("site.filed.passcode_gone"))} <a href="/follow/lost?n=${complaint.number}&amp;lang=${language}">${escapeHtml(say("site.follow.lost"))}</a></p>`
      : codeHtml(say("view.passcode"), passcode, say);
  return pageHtml(view, {
    title: say("notice.registered"),
    isPersonal: true,
    main: `<main class="sheet">
<h1>${escapeHtml(say("notice.registered"))}</h1>
${noticeHtml(isRepeat ? say("site.filed.again") : undefined)}
<div class="codes">
${codeHtml(say("view.number"), complaint.number, say)}
${secret}
</div>
<p>${escapeHtml(say("notice.registered.keep"))} ${printHtml(say)}</p>
${hasPhone ? "" : `<p>${escapeHtml(say("site.filed.no_phone"))}</p>`}
<p class="buttons"><a class="button" href="/follow?n=${complaint.number}&amp;lang=${language}">${escapeHtml(say("site.follow.title"))}</a></p>
${nextStepsHtml(view, promised, true)}
${outsideHtml(view)}
${chatsHtml(view, chats)}
</main>`,
    end: `<script src="/site.js" defer></script>`,
  });
}

/** Chats in which the complaint can be followed from now on. */
export function chatsHtml({ say }: PageView, chats: readonly ChatLink[]): string {
  if (chats.length === 0) return "";
  const links = chats.map(
    ({ channel, url }) =>
      `<a class="button" href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(say("channels.name", { channel }))}</a>`,
  );
  return `<section class="on-screen"><h2>${escapeHtml(say("site.follow.chats"))}</h2><p>${escapeHtml(say("site.follow.chats_about"))}</p><p class="buttons">${links.join(" ")}</p></section>`;
}
