/**
 * One configuration for every kind of test: TypeScript through SWC, as ES modules, on Node 24.
 *
 * @type {import("jest").Config}
 */
export default {
  testMatch: ["<rootDir>/tests/{unit,contract,scenario,database,browser}/**/*.test.{ts,tsx}"],
  modulePathIgnorePatterns: ["/dist/", "<rootDir>/conformance/", "<rootDir>/data/"],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: {
    "\\.tsx?$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", tsx: true },
          target: "es2024",
          transform: { react: { runtime: "automatic", importSource: "preact" } },
        },
        module: { type: "es6" },
      },
    ],
  },
  setupFilesAfterEnv: ["<rootDir>/tests/support/network-guard.ts"],
  reporters: ["default", "<rootDir>/tests/support/count-reporter.ts"],
  maxWorkers: "100%",
  // Limits are for hangs only: a slow machine must not turn a green test red.
  testTimeout: 60_000,
  workerIdleMemoryLimit: "1GB",
};
