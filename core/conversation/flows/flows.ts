import { runnable } from "../runnable.ts";
import type { Flows } from "../runnable.ts";
import { add } from "./add.ts";
import { answerQuestion } from "./answer-question.ts";
import { backToBot } from "./back-to-bot.ts";
import { cancel } from "./cancel.ts";
import { channels } from "./channels.ts";
import { consent } from "./consent.ts";
import { correction } from "./correction.ts";
import { doubt } from "./doubt.ts";
import { draft } from "./draft.ts";
import { fileComplaint } from "./file-complaint.ts";
import { follow } from "./follow.ts";
import { join } from "./join.ts";
import { language } from "./language.ts";
import { menu } from "./menu.ts";
import { newPasscode } from "./new-passcode.ts";
import { number } from "./number.ts";
import { optIn } from "./opt-in.ts";
import { optOut } from "./opt-out.ts";
import { person } from "./person.ts";
import { privacy } from "./privacy.ts";
import { rate } from "./rate.ts";
import { reason } from "./reason.ts";
import { undoLapse } from "./undo-lapse.ts";
import { unsure } from "./unsure.ts";
import { which } from "./which.ts";
import { withdraw } from "./withdraw.ts";

/** Every dialogue that the bot can hold, by name. */
export const flows: Flows = Object.fromEntries(
  [
    runnable(add),
    runnable(answerQuestion),
    runnable(backToBot),
    runnable(cancel),
    runnable(channels),
    runnable(consent),
    runnable(correction),
    runnable(doubt),
    runnable(draft),
    runnable(fileComplaint),
    runnable(follow),
    runnable(join),
    runnable(language),
    runnable(menu),
    runnable(newPasscode),
    runnable(number),
    runnable(optIn),
    runnable(optOut),
    runnable(person),
    runnable(privacy),
    runnable(rate),
    runnable(reason),
    runnable(undoLapse),
    runnable(unsure),
    runnable(which),
    runnable(withdraw),
  ].map((flow) => [flow.name, flow]),
);
