/**
 * One configuration for every kind of test: TypeScript through SWC, as ES modules, on Node 24.
 *
 * @type {import("jest").Config}
 */
export default {
  testMatch: ["<rootDir>/tests/{unit,contract,scenario,database,browser}/**/*.test.{ts,tsx}"],
  modulePathIgnorePatterns: ["/dist/", "<rootDir>/conformance/", "<rootDir>/bench/peers/", "<rootDir>/data/"],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: {
    "\\.tsx?$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", tsx: true },
          target: "es2024",
          // Node asks for `with { type: "json" }` on a catalogue; SWC would drop it.
          experimental: { keepImportAttributes: true },
          transform: { react: { runtime: "automatic", importSource: "preact" } },
        },
        module: { type: "es6" },
      },
    ],
  },
  globalSetup: "<rootDir>/tests/support/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/global-teardown.ts",
  // Jest loads these two itself; Node reads their TypeScript, and so that of what they import.
  transformIgnorePatterns: ["/node_modules/", "<rootDir>/tests/support/global-(setup|teardown)\\.ts$"],
  setupFilesAfterEnv: ["<rootDir>/tests/support/network-guard.ts"],
  reporters: ["default", "<rootDir>/tests/support/count-reporter.ts"],
  maxWorkers: "100%",
  // Limits are for hangs only: a slow machine must not turn a green test red.
  testTimeout: 180_000,
  workerIdleMemoryLimit: "1GB",
};
