import { matchKeybindingPress, parseKeybinding } from "tinykeys";
import type { KeybindingPress } from "tinykeys";

/** What one sequence of keys does. */
interface Bound {
  /** Presses by the key's place (`KeyboardEvent.code`) with their modifiers, several with spaces between: `KeyG KeyC`, `Shift+Slash`, `$mod+Enter`. */
  readonly keys: string;
  readonly run: (event: KeyboardEvent) => void;
}

/** After this long a sequence that was begun is forgotten. */
const SEQUENCE_MS = 1_000;

const modifiers = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"]);

/**
 * Hears keys, and runs what is bound to them. Of a sequence only its end does anything: while one is under way, its next key means nothing
 * else. `bound` is asked at each press.
 */
export function createKeyHearing(bound: () => readonly Bound[]): (event: KeyboardEvent) => void {
  let begun: readonly Candidate[] = [];
  let until = 0;

  const tryOut = (event: KeyboardEvent, candidates: readonly Candidate[]): boolean => {
    const matching = candidates.filter(
      ({ presses: [first] }) => first !== undefined && matchKeybindingPress(event, first),
    );
    const whole = matching.findLast(({ presses }) => presses.length === 1);
    begun = whole === undefined ? matching.map(({ run, presses }) => ({ run, presses: presses.slice(1) })) : [];
    until = event.timeStamp + SEQUENCE_MS;
    if (matching.length === 0) return false;
    event.preventDefault();
    whole?.run(event);
    return true;
  };

  return (event) => {
    if (modifiers.has(event.key) || event.defaultPrevented || event.isComposing || isTyping(event)) return;
    const goesOn = begun.length > 0 && event.timeStamp < until && tryOut(event, begun);
    if (!goesOn)
      tryOut(
        event,
        bound().map(({ keys, run }) => ({ run, presses: parseKeybinding(keys) })),
      );
  };
}

interface Candidate {
  readonly presses: readonly KeybindingPress[];
  readonly run: (event: KeyboardEvent) => void;
}

/** Letters belong to the field that they are typed into, and keys beneath an open dialog to nobody; with Ctrl, Alt or ⌘ they are meant for us. */
function isTyping({ target, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey || !(target instanceof HTMLElement)) return false;
  const isField =
    target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
  return isField || document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/** The press as it is written in a binding; undefined for a modifier alone. */
export function pressOf(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey">,
): string | undefined {
  if (modifiers.has(event.key) || event.code === "") return undefined;
  const held = [
    event.ctrlKey ? "Control" : "",
    event.altKey ? "Alt" : "",
    event.metaKey ? "Meta" : "",
    event.shiftKey ? "Shift" : "",
  ].filter((name) => name !== "");
  return [...held, event.code].join("+");
}

/** Whether pressing one would also be, or begin, the other. */
export function areInEachOthersWay(one: string, other: string): boolean {
  const [left, right] = [`${one} `, `${other} `];
  return left.startsWith(right) || right.startsWith(left);
}

const names: Readonly<Record<string, string>> = {
  Slash: "/",
  Enter: "↵",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Comma: ",",
  Period: ".",
  Semicolon: ";",
  BracketLeft: "[",
  BracketRight: "]",
  Minus: "-",
  Equal: "=",
  Space: "␣",
  Shift: "⇧",
  Control: "Ctrl",
};

/**
 * What is printed on the keys, press by press. `layout` tells what the reader's own keyboard writes at each place, where the browser knows.
 */
export function labelsOf(keys: string, layout?: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  return keys.split(" ").map((press) => press.split("+").map((part) => labelOf(part, layout)));
}

function labelOf(part: string, layout: ReadonlyMap<string, string> | undefined): string {
  if (part === "$mod") return isApple() ? "⌘" : "Ctrl";
  const printed = layout?.get(part);
  if (printed !== undefined) return printed.toLocaleUpperCase();
  return names[part] ?? part.replace(/^(?:Key|Digit)/u, "");
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/u.test(navigator.userAgent);
}
