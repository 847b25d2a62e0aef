import type { ChannelName } from "../channel/address.ts";
import type { Channel } from "../channel/channel.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { accepted, refused } from "../errors.ts";
import { momentOf } from "../system.ts";
import { carryOut } from "./carry-out.ts";
import type { Casework } from "./casework.ts";
import { commitWork } from "./commit-work.ts";
import { fileOnBehalf } from "./file-on-behalf.ts";
import { createIdentify } from "./identify.ts";
import { retryOnRace } from "./retry.ts";
import { commandOfStaff, previewOfStaff } from "./staff-command.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/** The services of desk and site on these tools; `channelOf` finds an open channel by its name, for previews. */
export function createCasework(
  tools: CaseworkTools,
  channelOf: (name: ChannelName) => Channel | undefined = () => undefined,
): Casework {
  return {
    fileOnBehalf: (filing, by) => fileOnBehalf(tools, filing, by),
    command: (id, command, agent, seen) => commandOfStaff(tools, id, command, agent, seen),
    preview: (id, command, agent) => previewOfStaff(tools, id, command, agent, channelOf),
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
