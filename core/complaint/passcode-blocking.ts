/** Tries at one complaint's passcode: five, then a wait of 15 minutes, twice as long each time, at most a day. Source: the security goals. */
export const passcodeBlocking = { free: 5, firstMs: 15 * 60_000, longestMs: 24 * 60 * 60_000 } as const;
