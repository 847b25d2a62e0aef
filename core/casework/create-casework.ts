import type { ChannelName } from "../channel/address.ts";
import type { Channel } from "../channel/channel.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { carryOut } from "./carry-out.ts";
import type { Casework } from "./casework.ts";
import { commitWork } from "./commit-work.ts";
import { fileOnBehalf } from "./file-on-behalf.ts";
import { giveBack } from "./hands/give-back.ts";
import { handOn } from "./hands/hand-on.ts";
import { startFlow } from "./hands/start-flow.ts";
import { takeBack } from "./hands/take-back.ts";
import { takeOver } from "./hands/take-over.ts";
import { write } from "./hands/write.ts";
import { createIdentify } from "./identify.ts";
import { commandOfStaff, previewOfStaff } from "./staff-command.ts";
import type { CaseworkTools } from "./tools.ts";

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
    takeOver: (id, by) => takeOver(tools, id, by),
    giveBack: (id, by) => giveBack(tools, id, by),
    handOn: (id, to, by) => handOn(tools, id, to, by),
    startFlow: (id, flow, by) => startFlow(tools, id, flow, by),
    write: (id, words, by) => write(tools, id, words, by),
    takeBack: (id, by) => takeBack(tools, id, by),
  };
}
