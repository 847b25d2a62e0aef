/** The part of jest's aggregated result that the last line needs. */
interface RunResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * Ends a run with one line, `N passed, N failed`; a test file that could not run at all counts as one failure. It is
 * written as the process exits, because jest prints its own summary after every reporter has had its turn.
 */
export default class CountReporter {
  onRunComplete(_files: unknown, result: RunResult): void {
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    process.once("exit", () => {
      process.stdout.write(`\n${String(result.numPassedTests)} passed, ${String(failed)} failed\n`);
    });
  }
}
