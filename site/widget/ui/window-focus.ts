import { useEffect } from "preact/hooks";

/** Whether the window fills the screen; the same width as in style/widget.css. */
export function isPhone(): boolean {
  return matchMedia("(max-width: 520px)").matches;
}

/** Keeps Tab within `panel`, which covers the page. */
export function trapTab(event: KeyboardEvent, panel: HTMLElement | null): void {
  if (event.key !== "Tab" || panel === null) return;
  const stops = [...panel.querySelectorAll<HTMLElement>("button, a[href], textarea, [tabindex='0']")].filter(
    (stop) => stop.checkVisibility() && !stop.hasAttribute("disabled"),
  );
  const root = panel.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  const [first, last] = [stops[0], stops.at(-1)];
  const leaves = event.shiftKey ? focused === first || focused === panel : focused === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/** On phones, keeps the window above the keyboard, which covers the page without making it smaller. */
export function useVisibleHeight(panel: { readonly current: HTMLElement | null }, wanted: boolean): void {
  useEffect(() => {
    const view = window.visualViewport;
    if (!wanted || view === null) return undefined;
    const fit = (): void => {
      // Set through the object model, which a strict policy for styles allows.
      panel.current?.style.setProperty("--visible-height", `${Math.round(view.height)}px`);
      panel.current?.style.setProperty("--visible-top", `${Math.round(view.offsetTop)}px`);
    };
    fit();
    view.addEventListener("resize", fit);
    view.addEventListener("scroll", fit);
    return () => {
      view.removeEventListener("resize", fit);
      view.removeEventListener("scroll", fit);
    };
  }, [wanted]);
}
