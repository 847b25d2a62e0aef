import { openDatabaseDesk } from "./database-desk.ts";
import { DESK_VARIABLE } from "./postgres.ts";

/** Jest calls this once before the test files, in its own process, and `global-teardown.ts` once after them. */
export default async function setUp(): Promise<void> {
  process.env[DESK_VARIABLE] = await openDatabaseDesk();
}
