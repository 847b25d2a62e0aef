/** Whether the window fills the screen; the same width as in style/widget.css. */
export function isPhone(): boolean {
  return matchMedia("(max-width: 520px)").matches;
}

/** Keeps Tab within `panel`, which covers the page. */
export function trapTab(event: KeyboardEvent, panel: HTMLElement | null): void {
  if (event.key !== "Tab" || panel === null) return;
  const stops = [...panel.querySelectorAll<HTMLElement>("button:enabled, a[href], textarea, [tabindex='0']")].filter(
    (stop) => stop.checkVisibility(),
  );
  const root = panel.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  const [first, last] = [stops[0], stops.at(-1)];
  const leaves = event.shiftKey ? focused === first || focused === panel : focused === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/** On phones, keeps the window above the keyboard, which covers the page without making it smaller. Call what it returns to end. */
export function fitVisibleHeight({ style }: HTMLElement): () => void {
  const view = window.visualViewport;
  const fit = (): void => {
    // Set through the object model, which a strict policy for styles allows.
    style.setProperty("--visible-height", `${view?.height ?? innerHeight}px`);
    style.setProperty("--visible-top", `${view?.offsetTop ?? 0}px`);
  };
  const ending = new AbortController();
  for (const change of ["resize", "scroll"]) view?.addEventListener(change, fit, ending);
  fit();
  return () => ending.abort();
}
