import type { DeskSay } from "../../language/language-provider.tsx";
import type { DeskTextKey } from "../../language/texts.ts";
import type { Ownership } from "../conversation-types.ts";

interface Names {
  readonly say: DeskSay;
  readonly agentName: (id: string | undefined) => string;
  readonly departmentName: (key: string) => string;
}

const waitingBecause: Readonly<Record<string, DeskTextKey>> = {
  asked: "conversation.line.asked",
  not_understood: "conversation.line.not_understood",
  safety: "conversation.line.safety",
  fault: "conversation.line.fault",
  away: "conversation.line.away",
};

/** What happened when a conversation changed hands, as one sentence. */
export function ownershipWords(ownership: Ownership, { say, agentName, departmentName }: Names): string {
  const { kind, why, agentId, department } = ownership;
  if (kind === "agent") {
    const name = agentName(agentId);
    return say(why === "transferred" ? "conversation.line.handed_to" : "conversation.line.taken", { name });
  }
  if (kind === "bot")
    return say(why === "asked_for_bot" ? "conversation.line.asked_for_bot" : "conversation.line.given_back");
  if (why === "transferred" && department !== undefined)
    return say("conversation.line.handed_to", { name: departmentName(department) });
  return say(waitingBecause[why] ?? "conversation.line.waiting");
}
