import { render } from "preact";
import { texts } from "virtual:widget-texts";
import { Chat } from "./chat.ts";
import { paletteOf } from "./palette.ts";
import { readSettings, type Settings } from "./settings.ts";
import css from "./style/widget.css?inline";
import { App } from "./ui/app.tsx";
import { browserWorld } from "./world.ts";

const tag = document.currentScript;
if (tag instanceof HTMLScriptElement) {
  const guesses = [document.documentElement.lang, ...navigator.languages];
  const settings = readSettings(tag.src, tag.dataset, guesses);
  // The tag may stand in the head without `defer`.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => mount(settings));
  else mount(settings);
}

/** Puts the widget into the page, in a shadow root that the page's styles do not reach. */
function mount(settings: Settings): void {
  const host = document.createElement("redress-chat");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet(css), sheet(colors(settings.color))];
  const place = settings.mode === "page" ? document.querySelector("main") : null;
  (place ?? document.body).append(host);
  const world = browserWorld();
  const show = (): void => {
    render(<App chat={chat} state={chat.state} settings={settings} texts={texts} world={world} />, root);
  };
  const chat = new Chat(world, settings.origin, settings.language, together(show));
  show();
}

/** Makes of many calls in one turn of the event loop one. */
function together(run: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      run();
    });
  };
}

function colors(color: string): string {
  const { fill, onFill, inkDay, inkNight } = paletteOf(color);
  const day = `:host{--fill:${fill};--on-fill:${onFill};--ink:${inkDay}}`;
  return `${day}@media(prefers-color-scheme:dark){:host{--ink:${inkNight}}}`;
}

/** Constructed, not written into the page: a strict policy for styles allows it. */
function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}
