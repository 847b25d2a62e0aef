import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import { newCustomer } from "../conversation/new-conversation.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import { brand } from "../ids.ts";
import type { QuestionId } from "../ids.ts";
import type { Agent } from "../staff/agent.ts";
import { momentOf } from "../system.ts";
import { addChange } from "./add-change.ts";
import { carryOut } from "./carry-out.ts";
import type { Casework, FilingOnBehalf, StaffCommand } from "./casework.ts";
import { commitWork } from "./commit-work.ts";
import { createIdentify } from "./identify.ts";
import { loadAtPhone } from "./load-audience.ts";
import { mergeComplaints } from "./merge.ts";
import { registerComplaint } from "./register.ts";
import { retryOnRace } from "./retry.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/** The services of desk and site on these tools. */
export function createCasework(tools: CaseworkTools): Casework {
  return {
    fileOnBehalf: (filing, by) => fileOnBehalf(tools, filing, by),
    command: async (id, command, agent) => {
      const by = { actor: actorOf(agent), door: "desk" as const };
      if (command.kind !== "merge") return carryOut(tools, id, processCommand(command, tools), by);
      const first = await findByNumber(tools, command.intoNumber);
      return first === undefined ? refused("refusal.merge_target_unknown") : mergeComplaints(tools, id, first.id, by);
    },
    renewPasscode: async (id, actor, door) => {
      const passcode = makePasscode(tools.random);
      const passcodeHash = await tools.hasher.hash(passcode);
      return carryOut(tools, id, { kind: "renew_passcode", passcode, passcodeHash }, { actor, door });
    },
    identify: createIdentify(tools),
    announce: (attachment) => commitWork(tools, { attachments: [attachment] }),
    write: async (id, text, agent) => {
      return retryOnRace(async () => {
        const conversation = await tools.store.conversations.byId(id);
        if (conversation === undefined) return refused("refusal.conversation_unknown");
        if (!tools.channels().has(conversation.address.channel)) return refused("refusal.channel_off");
        const draft = draftWork(momentOf(tools));
        draft.hold(conversation);
        draft.say(id, {
          prompt: { text, choices: [], accepts: [] },
          language: conversation.language,
          agent: { id: agent.id, name: agent.name },
        });
        await commitWork(tools, draft.work());
        return accepted(undefined);
      });
    },
  };
}

function actorOf(agent: Agent) {
  return { kind: "agent" as const, agentId: agent.id, role: agent.role };
}

function processCommand(
  command: Exclude<StaffCommand, { readonly kind: "merge" }>,
  tools: CaseworkTools,
): ComplaintCommand {
  return command.kind === "ask" ? { ...command, questionId: brand<QuestionId>(tools.ids.uuid()) } : command;
}

async function findByNumber(tools: CaseworkTools, number: string): Promise<Complaint | undefined> {
  const normalised = normaliseTrackingNumber(number);
  return normalised === undefined ? undefined : tools.store.complaints.byNumber(normalised);
}

async function fileOnBehalf(tools: CaseworkTools, filing: FilingOnBehalf, agent: Agent): Promise<Result<Complaint>> {
  const { name, phone, email, language } = filing.customer;
  const complaint = await retryOnRace(async () => {
    const moment = momentOf(tools);
    const customer = {
      ...newCustomer(language, moment),
      ...(name === undefined ? {} : { name }),
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
    };
    const { change } = await registerComplaint(
      tools,
      moment,
      {
        customerId: customer.id,
        language,
        matter: filing.matter,
        attachments: filing.attachments,
        heardBy: filing.heardBy,
      },
      { actor: actorOf(agent), door: "desk" },
    );
    const draft = draftWork(moment);
    draft.customer({ after: customer });
    draft.claim(filing.attachments, change.after.id);
    addChange(
      draft,
      change,
      { customer, conversations: [], ...(await loadAtPhone(tools, customer, [])) },
      tools,
      moment,
    );
    await commitWork(tools, draft.work());
    return change.after;
  });
  return accepted(complaint);
}
