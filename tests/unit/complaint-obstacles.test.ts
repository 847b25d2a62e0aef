import { describe, expect, test } from "@jest/globals";
import { permit } from "../../core/complaint/lifecycle.ts";
import { mayNow } from "../../core/complaint/obstacles.ts";
import { always } from "../support/complaint-walk.ts";

describe("what a form is told beforehand", () => {
  test("is what the process says: nothing is called impossible that it would carry out, and each reason is its own", () => {
    always(({ walked }) => {
      for (const { before, command, actor, result } of walked) {
        const beforehand = mayNow(before, command.kind, actor);
        if (result.ok) expect(beforehand.ok).toBe(true);
        if (!beforehand.ok) expect(result.ok).toBe(false);
      }
    });
  });

  test("is the process's own reason, in its own order", () => {
    const ordered: readonly string[] = ["escalate", "decide", "carry_out_ruling"];
    always(({ walked }) => {
      for (const { before, command, actor, result } of walked) {
        const beforehand = mayNow(before, command.kind, actor);
        const isByTable = !permit(before, command.kind, actor).ok;
        // Other commands can be wrong in several ways, and are refused for the first of them.
        if (beforehand.ok || result.ok || (!isByTable && !ordered.includes(command.kind))) continue;
        expect(beforehand.refusal.key).toBe(result.refusal.key);
      }
    });
  });
});
