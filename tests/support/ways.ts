import fc from "fast-check";
import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { CategoryKey, DepartmentKey, PlainDate, RemedyId } from "../../core/ids.ts";

/** One thing that happens to the whole product. */
export type Happening =
  /** A customer replies; `copies` deliveries of the same message come at once, one more later. */
  | { readonly kind: "says"; readonly who: number; readonly reply: Reply; readonly copies: number }
  /** A tap on the `back`-th newest button of one's own, or on one that was offered to somebody else. */
  | {
      readonly kind: "taps";
      readonly who: number;
      readonly back: number;
      readonly forged: boolean;
      readonly copies: number;
    }
  | { readonly kind: "staff"; readonly command: StaffCommand; readonly complaint: number; readonly agent: number }
  /** Two members of staff at once. */
  | { readonly kind: "both"; readonly commands: readonly [StaffCommand, StaffCommand]; readonly complaint: number }
  /** One photo after the other, which the platform says belong together. */
  | { readonly kind: "album"; readonly who: number; readonly parts: number; readonly copies: number }
  | { readonly kind: "passes"; readonly hours: number }
  | { readonly kind: "restarts" };

export const customers = 3;
export const agents = 3;

const said = [
  ...[
    "menu",
    "back",
    "cancel",
    "help",
    "status",
    "person",
    "language",
    "skip",
    "done",
    "yes",
    "no",
    "👍",
    "1",
    "۲",
    "3",
  ],
  ...["The resin arrived hardened, all three cans", "Yes, but it still leaks", "thanks", "+90 532 123 45 67", "", " "],
  ...[
    "1000000002",
    "1111 2222 3333",
    "New cans, please",
    "No: the cans are useless to me and I want new ones",
    "منو",
    "بله",
  ],
];

const reply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...said).map((text) => ({ kind: "text" as const, text })) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: "binary", maxLength: 20 }).map((text) => ({ kind: "text" as const, text })),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 3 }).map((count) => ({
      kind: "files" as const,
      files: Array.from({ length: count }, (_, index) => ({
        source: { kind: "staged" as const, key: `staged/aa/${String(index)}` },
        kind: "photo" as const,
      })),
    })),
  },
  {
    weight: 2,
    // `of` is the number of one of the customer's own messages.
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(...said, "The resin arrived hardened, and too late"))
      .map(([of, text]) => ({ kind: "edit" as const, of: String(of), text })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Reply>(
      { kind: "start" },
      { kind: "unsupported", what: "sticker" },
      { kind: "tap", token: "forged.0" },
      { kind: "place", latitude: 41, longitude: 29 },
      { kind: "contact", phone: "+905321234567", own: true },
    ),
  },
);

const remedy = { kind: "apology" as const, what: "A letter", who: "Service", by: brand<PlainDate>("2027-01-29") };
const first = { category: brand<CategoryKey>("any"), department: brand<DepartmentKey>("service") };
const levels = { severity: "low", complexity: "low", impact: "low" } as const;

const command: fc.Arbitrary<StaffCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constant<StaffCommand>({
      kind: "first_review",
      ...first,
      ...levels,
      safety: false,
      immediateAction: false,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom("One", "Two", "Three").map((report) => ({
      kind: "decide" as const,
      decision: "justified" as const,
      report,
      attachments: [],
      remedies: [{ ...remedy, what: `${report} letter` }],
      alternatives: [],
    })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<StaffCommand>(
      { kind: "ask", text: "Which lot?" },
      { kind: "note", words: "Seen", attachments: [] },
      { kind: "escalate", reason: "Urgent" },
      { kind: "withdraw", reason: "By telephone" },
      { kind: "reopen", body: "Court", reference: "1", orders: "Pay" },
      { kind: "carry_out_ruling", note: "Paid" },
      { kind: "carry_out_remedy", remedyId: brand<RemedyId>("any") },
      { kind: "merge", intoNumber: "1000000002" },
      { kind: "told", round: 1 },
      { kind: "add_evidence", words: "A letter came", attachments: [] },
    ),
  },
);

const who = fc.nat(customers - 1);
const copies = fc.constantFrom(1, 1, 1, 2, 3);
const complaint = fc.nat(3);

/** Anything that can happen, likely things more often. */
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("says" as const), who, reply, copies }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("album" as const), who, parts: fc.integer({ min: 1, max: 4 }), copies }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant("taps" as const),
      who,
      back: fc.oneof({ weight: 5, arbitrary: fc.nat(9) }, fc.nat(60)),
      forged: fc.constantFrom(false, false, false, false, false, true),
      copies,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("staff" as const), command, complaint, agent: fc.nat(agents - 1) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("both" as const), commands: fc.tuple(command, command), complaint }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("passes" as const), hours: fc.constantFrom(1, 20, 30, 100, 400) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "restarts" as const }) },
);

/** The command as it fits the complaint: its own category, remedy or partner in a merge. */
export function fitted(command: StaffCommand, complaint: Complaint, all: readonly Complaint[]): StaffCommand {
  if (command.kind === "first_review") return { ...command, category: complaint.matter.category };
  if (command.kind === "carry_out_remedy")
    return { ...command, remedyId: complaint.rounds[0]?.decision?.remedies[0]?.id ?? command.remedyId };
  if (command.kind !== "merge") return command;
  return { ...command, intoNumber: all.find(({ id }) => id !== complaint.id)?.number ?? command.intoNumber };
}
