import pg from "pg";
import type { Statement } from "../../core/store/sql/sql.ts";

/** How one database carries statements out. */
export interface QueryPlans {
  /** The plan of a statement, which is not run. */
  explain(statement: Statement): Promise<string>;
  /** Runs a statement: the plans of what its functions do. */
  explainWithin(statement: Statement): Promise<string>;
  /** Runs a statement twice: the pages that the second run looks at, what the server prepares for the first left out. */
  pagesRead(statement: Statement): Promise<number>;
  /** Lets the planner learn how full the tables are. */
  analyze(): Promise<void>;
}

/** Opens a connection of its own for each question. */
export function queryPlans(url: string): QueryPlans {
  return {
    explain: ({ text, values }) =>
      connected(url, async (client) => linesOf(await client.query<PlanRow>(`EXPLAIN ${text}`, [...values]))),
    explainWithin: ({ text, values }) =>
      connected(url, async (client) => {
        const plans: string[] = [];
        client.on("notice", ({ message }) => plans.push(message ?? ""));
        await client.query(
          "LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; " +
            "SET client_min_messages = log",
        );
        await client.query(text, [...values]);
        return plans.join("\n");
      }),
    pagesRead: ({ text, values }) =>
      connected(url, async (client) => {
        await client.query(text, [...values]);
        const plan = linesOf(await client.query<PlanRow>(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, [...values]));
        return Number(/shared hit=(\d+)/u.exec(plan)?.[1]);
      }),
    analyze: () =>
      connected(url, async (client) => {
        await client.query("ANALYZE");
      }),
  };
}

interface PlanRow {
  readonly "QUERY PLAN": string;
}

function linesOf({ rows }: { readonly rows: readonly PlanRow[] }): string {
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
