import { escapeHtml, pageHtml, type PageView } from "./page.ts";

/** A page with the widget in its corner, and the line that puts it there. */
export function demoPage(view: PageView): string {
  const { say, language, publicUrl } = view;
  const line = `<script src="${publicUrl}/widget.js" data-lang="${language}" defer></script>`;
  return pageHtml(view, {
    title: say("page.demo.title"),
    main: `<main class="sheet">
<h1>${escapeHtml(say("page.demo.title"))}</h1>
<p class="lead">${escapeHtml(say("page.demo.intro"))}</p>
<h2>${escapeHtml(say("page.demo.embed"))}</h2>
<pre dir="ltr" tabindex="0"><code>${escapeHtml(line)}</code></pre>
<p>${escapeHtml(say("page.demo.embed_notes"))}</p>
<pre dir="ltr" tabindex="0"><code>data-lang="en | fa | tr | ar | ru"
data-position="left | right"
data-color="#0b6e69"</code></pre>
</main>`,
    end: `<script src="/widget.js" data-lang="${language}" defer></script>`,
  });
}
