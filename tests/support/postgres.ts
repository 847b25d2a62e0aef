/** Names, in the environment of the test processes, the address of the desk in `database-desk.ts`. */
export const DESK_VARIABLE = "REDRESS_TEST_DATABASES";

/**
 * The address of a PostgreSQL database that no other test has: with the migrations applied, or, for `empty`, without any
 * tables. It is gone when the run ends.
 */
export async function freshDatabase(kind: "migrated" | "empty" = "migrated"): Promise<string> {
  const desk = process.env[DESK_VARIABLE];
  if (desk === undefined)
    throw new Error("Databases come from tests/support/global-setup.ts: run the file with npm test");
  const response = await fetch(`${desk}/${kind}`, { method: "POST" });
  const answer = await response.text();
  if (!response.ok) throw new Error(`No database: ${answer}`);
  return answer;
}
