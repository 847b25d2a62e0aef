import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { stages } from "../../core/calendar/stage-clock.ts";
import { roles } from "../../core/complaint/actor.ts";
import { alertKinds, timerPurposes } from "../../core/complaint/change.ts";
import { decisionKinds, heardBy, levels, remedyKinds } from "../../core/complaint/complaint.ts";
import { eventKinds } from "../../core/complaint/event.ts";
import { closings, statuses } from "../../core/complaint/status.ts";

const schema = readFileSync(new URL("../../prisma/schema.prisma", import.meta.url), "utf8");

/** The values of one enum of the database, in order. */
function stored(name: string): readonly string[] {
  const body = new RegExp(`^enum ${name} \\{\\n([^}]*)\\}`, "mu").exec(schema)?.[1] ?? "";
  return body.split("\n").flatMap((line) => /^ {2}([a-z]\w*)/u.exec(line)?.[1] ?? []);
}

describe("every word of the process has its place in the database", () => {
  test.each([
    ["Status", statuses],
    ["Closing", closings],
    ["Stage", stages],
    ["Role", roles],
    ["EventKind", eventKinds],
    ["AlertKind", alertKinds],
    ["TimerPurpose", timerPurposes],
    ["DecisionKind", decisionKinds],
    ["RemedyKind", remedyKinds],
    ["HeardBy", heardBy],
    ["Level", levels],
  ])("%s", (name, words) => {
    expect([...stored(name)].sort()).toEqual([...words].sort());
  });
});
