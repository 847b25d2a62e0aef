import { describe, expect, test } from "@jest/globals";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Cursor } from "../../core/conversation/conversation.ts";
import { brand } from "../../core/ids.ts";
import type { DepartmentKey } from "../../core/ids.ts";
import { loadProfile } from "../../core/organisation/profile.ts";
import { departmentFor } from "../../core/routing/department-for.ts";
import { filed, filedAt } from "../support/complaints.ts";

const { organisation } = loadProfile(undefined);
const atSales: Complaint = { ...filed().complaint, department: brand<DepartmentKey>("sales") };

function cursor(flow: string, slots: Cursor["slots"] = {}): Cursor {
  return { flow, version: 1, step: "any", slots, startedAt: filedAt.toISOString() };
}

const draft = cursor("file_complaint", { category: "delivery.late" });

describe("a conversation in line", () => {
  test("is of the department that has its complaint", () => {
    expect(departmentFor(organisation, { cursors: [] }, atSales)).toBe("sales");
  });

  test.each([
    ["", [draft]],
    [" and its customer asks for a person from within it", [draft, cursor("person", { offered: true })]],
  ])("is of the department of what is being told now, whoever had the complaint before%s", (_, cursors) => {
    expect(departmentFor(organisation, { cursors }, atSales)).toBe("logistics");
  });

  test.each([
    ["the draft is laid aside", [draft, cursor("follow")]],
    ["nothing tells yet what is being told", [cursor("file_complaint")]],
  ])("is of the department that has its complaint while %s", (_, cursors) => {
    expect(departmentFor(organisation, { cursors }, atSales)).toBe("sales");
  });

  test("is every department's where nothing tells", () => {
    expect(departmentFor(organisation, { cursors: [cursor("menu")] }, undefined)).toBeUndefined();
  });
});
