import { z } from "zod";
import type { ChannelName } from "../channel/address.ts";
import type { Door } from "../complaint/actor.ts";
import type { OwnershipReason } from "../conversation/ownership.ts";
import type { AgentId, ConversationId, DepartmentKey, PlainDate } from "../ids.ts";
import type { BoardAsk, Counted, Dimension } from "../improvement/board.ts";
import type { Selection } from "../improvement/figure.ts";
import type { QueueRow } from "./lists.ts";

/** What the managers' board reads. What is counted and what is listed are the same rows: `core/improvement` says which. */
export interface BoardStore {
  /** Counts everything, in all and for each value of `by`; what is in the period on each of `days`, too, which follow one another. */
  count(ask: BoardAsk, groups?: { readonly by?: Dimension; readonly days?: readonly BoardDay[] }): Promise<Counted>;
  /** What is counted by `selection`, keyset-paged on an index: the newest first, and of what is so now, the longest so. `limit` at most 500. */
  list(
    selection: Selection,
    ask: BoardAsk,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<{ readonly rows: readonly BoardRow[]; readonly next?: string }>;
}

/** A day, and its first moment. */
export interface BoardDay {
  readonly day: PlainDate;
  readonly from: Date;
}

/** One thing that was counted: something that happened to a complaint, or to a conversation. */
export interface BoardRow {
  readonly at: Date;
  readonly round?: 1 | 2;
  /** Working days of a stage, or a mark. */
  readonly value?: number;
  readonly late?: boolean;
  readonly complaint?: Pick<
    QueueRow,
    "id" | "number" | "status" | "category" | "department" | "evaluator" | "registeredAt"
  > & { readonly door: Door };
  readonly conversation?: {
    readonly id: ConversationId;
    readonly channel: ChannelName;
    readonly department?: DepartmentKey;
    /** Who took it. */
    readonly agentId?: AgentId;
    readonly why: OwnershipReason;
    /** From asking for a person to somebody's taking it. */
    readonly seconds?: number;
  };
}

/** Longest page of a list. */
export const LONGEST_BOARD_PAGE = 500;

/** Where a list goes on: the moment, the id and the round of the last row that was shown. */
export interface BoardPlace {
  readonly at: Date;
  readonly id: string;
  readonly round: number;
}

const placeSchema = z.tuple([z.number(), z.uuid(), z.number().int()]);

export function writeBoardPlace({ at, id, round }: BoardPlace): string {
  return Buffer.from(JSON.stringify([at.getTime(), id, round])).toString("base64url");
}

/** Reads what `writeBoardPlace` wrote; undefined for anything else, which is shown from the start. */
export function readBoardPlace(text: string | undefined): BoardPlace | undefined {
  if (text === undefined) return undefined;
  try {
    const [at, id, round] = placeSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    const moment = new Date(at);
    return Number.isNaN(moment.getTime()) ? undefined : { at: moment, id, round };
  } catch {
    return undefined;
  }
}

/** Whether the list of `selection` begins with what is longest so. */
export function isOldestFirst(selection: Selection): boolean {
  return selection.of === "lines" && selection.span !== "period";
}
