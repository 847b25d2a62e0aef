/** Look of the outbox page. It is written into the page, because a channel brings no files. */
export const outboxStyle = `
:root { --surface: #fff; --ground: #f5f7f9; --text: #15191e; --muted: #566170; --line: #dde2e8; --ink: #0b6e69; --warn: #8a4b00; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --surface: #1e2227; --ground: #15181c; --text: #e9edf1; --muted: #a6b0bc; --line: #343b44; --ink: #5fc4bd; --warn: #e8b06a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 400 17px/1.6 system-ui, "Segoe UI", Roboto, Vazirmatn, "Noto Sans", "Noto Sans Arabic", sans-serif; }
:lang(fa) body, :lang(ar) body { font-family: Vazirmatn, "Segoe UI", Tahoma, "Noto Sans Arabic", system-ui, sans-serif; line-height: 1.9; }
a { color: var(--ink); text-underline-offset: 3px; }
:focus-visible { border-radius: 6px; outline: 3px solid var(--ink); outline-offset: 2px; }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 6px 24px; padding: 12px 20px; border-bottom: 1px solid var(--line); background: var(--surface); }
h1 { margin: 0; font-size: 20px; }
h1 a { color: var(--text); text-decoration: none; }
nav { display: flex; flex-wrap: wrap; gap: 4px; font-size: 15px; }
nav a { padding: 4px 10px; border-radius: 8px; color: var(--muted); text-decoration: none; }
nav a:hover, nav a[aria-current] { background: var(--ground); color: var(--text); }
main { max-width: 720px; margin: 0 auto; padding: 24px 20px 64px; }
.about, .empty { color: var(--muted); }
.list { display: grid; gap: 16px; margin: 24px 0 0; padding: 0; list-style: none; }
.list li, form { padding: 16px 20px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.top, .foot { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; }
.top time, .foot { color: var(--muted); font-size: 15px; }
.words { margin: 10px 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.many { color: var(--warn); font-weight: 600; }
form { display: grid; gap: 10px; }
label { font-weight: 600; }
textarea { width: 100%; padding: 10px 12px; border: 1px solid var(--muted); border-radius: 10px; background: var(--ground); color: inherit; font: inherit; resize: vertical; }
button { justify-self: start; min-height: 44px; padding: 8px 22px; border: 0; border-radius: 10px; background: var(--ink); color: var(--surface); font: inherit; font-weight: 600; cursor: pointer; }
`;
