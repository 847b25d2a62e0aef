import { describe, expect, test } from "@jest/globals";
import { median, percentile, poissonMoments, rounded, seededRandom } from "../../bench/load/statistics.ts";

describe("a percentile", () => {
  test("is the value at the nearest rank", () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
  });

  test("of nothing is no number", () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe("a median", () => {
  test("is the middle value, or lies between the middle two", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 4])).toBe(4.5);
    expect(median([])).toBeNaN();
  });
});

test("numbers are rounded to the digits that are told", () => {
  expect(rounded(0.123_45, 3)).toBe(0.123);
  expect(rounded(1_234.5, 0)).toBe(1_235);
});

describe("moments of arrival", () => {
  test("are the same for the same seed, in order and within the time", () => {
    const moments = poissonMoments(200, 10_000, seededRandom(7));
    expect(poissonMoments(200, 10_000, seededRandom(7))).toEqual(moments);
    expect(moments.toSorted((a, b) => a - b)).toEqual(moments);
    expect(moments.at(-1)).toBeLessThan(10_000);
  });

  test("come at the rate asked for, unevenly as a Poisson process does", () => {
    const moments = poissonMoments(200, 100_000, seededRandom(7));
    // 20,000 arrivals with a standard deviation of 141: five of them on either side.
    expect(Math.abs(moments.length - 20_000)).toBeLessThan(707);
    const pauses = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    // Of exponential pauses with a mean of 5 ms, e⁻² = 13.5 % are longer than 10 ms.
    const long = pauses.filter((pause) => pause > 10).length / pauses.length;
    expect(long).toBeGreaterThan(0.12);
    expect(long).toBeLessThan(0.15);
  });
});
