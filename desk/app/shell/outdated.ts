const KEPT = "redress.desk.reloaded";

/** Not again within this time: a file that stays away is no update. */
const AGAIN_MS = 60_000;

/** Loads the page anew where a part of it is gone because the server was updated; drafts are kept by then. */
export function reloadWhenOutdated(): void {
  window.addEventListener("vite:preloadError", () => {
    const last = Number(window.sessionStorage.getItem(KEPT) ?? 0);
    if (Date.now() - last < AGAIN_MS) return;
    window.sessionStorage.setItem(KEPT, String(Date.now()));
    window.location.reload();
  });
}
