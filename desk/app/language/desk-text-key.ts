import type board from "../board/texts/en.json";
import type complaint from "../complaint/texts/en.json";
import type conversation from "../conversation/texts/en.json";
import type queue from "../queue/texts/en.json";
import type settings from "../settings/texts/en.json";
import type shell from "../shell/texts/en.json";

/** The name of a text of the desk; each area keeps its own in `texts/`, one file a language. */
export type DeskTextKey =
  | keyof typeof board
  | keyof typeof complaint
  | keyof typeof conversation
  | keyof typeof queue
  | keyof typeof settings
  | keyof typeof shell;
