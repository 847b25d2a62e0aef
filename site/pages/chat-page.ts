import { escapeHtml, pageHtml, type PageView } from "./page.ts";

/** The chat as a page of its own, for links and QR codes. */
export function chatPage(view: PageView): string {
  const { say, language, organisation } = view;
  const { email } = organisation.contact;
  return pageHtml(view, {
    title: say("page.chat.title"),
    isFull: true,
    main: `<main>
<h1 class="hidden">${escapeHtml(say("page.chat.title"))}</h1>
<noscript><p class="lead">${escapeHtml(say("page.chat.needs_script"))} <a href="mailto:${escapeHtml(email)}"><bdi>${escapeHtml(email)}</bdi></a></p></noscript>
</main>`,
    end: `<script src="/widget.js" data-mode="page" data-lang="${language}" defer></script>`,
  });
}
