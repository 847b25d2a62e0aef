import type { AgentWords } from "../../core/casework/casework.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Message } from "../../core/conversation/message.ts";
import type { Result } from "../../core/errors.ts";
import type { Language } from "../../core/language/language.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { customerAt } from "./customer.ts";
import type { Customer } from "./customer.ts";
import { openDoor } from "./scenario-doors.ts";
import type { ScenarioDoor } from "./scenario-doors.ts";
import { storyOf } from "./story.ts";
import type { Story } from "./story.ts";
import type { World } from "./world.ts";

/** One customer at one door, and agents beside them. */
export interface TakeOverStage {
  readonly world: World;
  readonly customer: Customer;
  readonly story: Story;
  readonly conversation: () => Promise<Conversation>;
  readonly messages: () => Promise<readonly Message[]>;
  /** An agent on duty whose window is open as of now. */
  readonly onDuty: (name: string, change?: Partial<Agent>) => Promise<Agent>;
  readonly claims: (by: Agent) => Promise<Conversation>;
  readonly givesBack: (by: Agent) => Promise<Conversation>;
  readonly says: (by: Agent, text: string, more?: Partial<AgentWords>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openTakeOver(door: ScenarioDoor, language: "fa" | "tr" | "en"): Promise<TakeOverStage> {
  const { world, door: opened } = await openDoor(door, language satisfies Language, "visitor");
  const customer = customerAt(world, opened, language);
  const conversation = async (): Promise<Conversation> => {
    await world.settled();
    const found = await world.store.conversations.byAddress(opened.address);
    if (found === undefined) throw new Error("nobody has written yet");
    return found;
  };
  return {
    world,
    customer,
    story: storyOf(world, customer, language),
    conversation,
    messages: async () => world.store.conversations.messages((await conversation()).id, 0, 500),
    onDuty: (name, change = {}) => onDuty(world, name, change),
    claims: async (by) => done(await world.redress.casework.takeOver((await conversation()).id, by)),
    givesBack: async (by) => done(await world.redress.casework.giveBack((await conversation()).id, by)),
    says: async (by, text, more = {}) => {
      const { id, lastSeq } = await conversation();
      const words = { text, attachments: [], choices: [], afterSeq: lastSeq, ...more };
      done(await world.redress.casework.write(id, words, by));
    },
    close: () => world.close(),
  };
}

async function onDuty(world: World, name: string, change: Partial<Agent>): Promise<Agent> {
  const agent = await world.agent("agent", name);
  const there: Agent = { ...agent, duty: "on", ...change };
  await world.store.staff.save(there);
  await world.store.staff.seen(agent.id, world.ports.clock.now());
  return there;
}

/** The value of a result that must not be a refusal. */
export function done<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.key}`);
}
