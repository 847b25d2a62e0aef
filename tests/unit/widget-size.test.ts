import { expect, test } from "@jest/globals";
import { gzipSync } from "node:zlib";
import { buildWidget } from "../support/widget-bundle.ts";

test("the widget with its five languages is one script of at most 20 KB gzipped, and evaluates no text", async () => {
  const script = await buildWidget();
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(20 * 1024);
  expect(script).toMatch(/^\(function/u);
  expect(script).not.toMatch(/\beval\(|new Function|insertAdjacentHTML|document\.write/u);
});
