import { expect, test } from "@jest/globals";
import { wordsDirection } from "../../desk/app/complaint/forms/words-direction.ts";

test.each([
  ["سلام Lot A-2231", "rtl"],
  ["۲۰٪ تخفیف", "rtl"],
  ["1. مورد", "rtl"],
  ["Lot A-2231 خراب است", "ltr"],
  ["Ölçü", "ltr"],
  ["Жалоба", "ltr"],
  ["", undefined],
  ["۱۲۳ …", undefined],
] as const)("words run as their first letter does: “%s”", (words, direction) => {
  expect(wordsDirection(words)).toBe(direction);
});
