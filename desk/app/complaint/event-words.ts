import { useLanguage } from "../language/language-provider.tsx";
import type { TextArgs } from "../../../core/language/text-key.ts";
import type { EventSeen } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

/** Says what one event was, without who and when. */
export function useEventWords(): (event: EventSeen) => string {
  const { say } = useLanguage();
  const names = useNames();
  return (event) => {
    const { facts, kind } = event;
    const named = {
      department: names.department(wordOf(facts["department"])) ?? "—",
      category: names.category(wordOf(facts["category"]) ?? "—"),
      evaluator: names.agent(wordOf(facts["evaluator"])),
      // Conversations are handed on to an agent by id, or to a department by key.
      receiver: receiverOf(wordOf(facts["to"]), names),
    };
    return say(`complaint.event.${kind}`, { ...argsOf(facts, event.at), ...named });
  };
}

type Facts = EventSeen["facts"];

/** Every argument that a text of an event may name: texts choose, and none is missing. */
function argsOf(facts: Facts, at: string): TextArgs {
  const word = (name: string): string => wordOf(facts[name]) ?? "—";
  const number = (name: string): number => (typeof facts[name] === "number" ? facts[name] : 0);
  const moment = (name: string): Date => new Date(wordOf(facts[name]) ?? at);
  return {
    round: number("round") || 1,
    count: number("count"),
    files: number("files"),
    mentions: number("mentions"),
    remedies: number("remedies"),
    alternatives: number("alternatives"),
    mark: number("outcome"),
    reason: word("reason"),
    words: word("words"),
    what: word("what"),
    note: word("note"),
    body: word("body"),
    reference: word("reference"),
    decision: word("decision"),
    kind: word("kind"),
    to: word("to"),
    rule: word("rule"),
    stage: word("stage"),
    channel: word("channel"),
    trouble: word("trouble"),
    purpose: word("purpose").split(".")[0] ?? "other",
    number: { code: word("number") },
    due: moment("dueAt"),
    until: moment("promisedAt"),
    lapses: moment("lapsesAt"),
  };
}

function wordOf(fact: Facts[string] | undefined): string | undefined {
  return typeof fact === "string" && fact !== "" ? fact : undefined;
}

function receiverOf(to: string | undefined, names: ReturnType<typeof useNames>): string {
  if (to === undefined) return "—";
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/u.test(to);
  return isId ? names.agent(to) : (names.department(to) ?? to);
}
