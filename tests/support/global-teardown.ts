import { closeDatabaseDesk } from "./database-desk.ts";

/** Stops what `global-setup.ts` began. */
export default async function tearDown(): Promise<void> {
  await closeDatabaseDesk();
}
