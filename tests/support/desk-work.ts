import { expect } from "@jest/globals";
import type { DeskAnswer, DeskBench, DeskClient } from "./desk-bench.ts";

/** What a test reads of a complaint's detail. */
export interface Detail {
  readonly complaint: {
    readonly id: string;
    readonly number: string;
    readonly status: string;
    readonly filedBy: object;
    readonly rounds: readonly object[];
    readonly questions: readonly { readonly id: string }[];
    readonly clocks: readonly { readonly explanation: string; readonly dueAt: string }[];
  };
  readonly events: readonly { readonly kind: string; readonly door: string }[];
  readonly conversations: readonly {
    readonly id: string;
    readonly channel: string;
    readonly messages: readonly { readonly text: string }[];
  }[];
  readonly commands: readonly {
    readonly kind: string;
    readonly allowed: boolean;
    readonly reason?: { readonly key: string; readonly text: string };
  }[];
}

/** Files, looks at and works on complaints as staff do. */
export interface DeskWork {
  /** Each time another customer, reached by SMS. */
  readonly filing: (more?: object) => object;
  readonly review: () => object;
  readonly decision: () => object;
  readonly file: (client: DeskClient, more?: object) => Promise<string>;
  readonly detail: (id: string, client: DeskClient) => Promise<Detail>;
  readonly command: (id: string, body: object, client: DeskClient) => Promise<DeskAnswer>;
}

export async function openDeskWork(bench: DeskBench, reader: DeskClient): Promise<DeskWork> {
  const { body } = await reader.get("/api/v1/organisation");
  const categories = body["categories"] as readonly { readonly key: string; readonly canBeChosen: boolean }[];
  const category = categories.find(({ canBeChosen }) => canBeChosen)?.key ?? "";
  const department = bench.world.organisation.departments[0]?.key ?? "";
  let customers = 0;
  const filing = (more: object = {}): object => ({
    customer: { name: "Ada", phone: `+9053212${String(10_000 + (customers += 1))}`, language: "en" },
    heardBy: "phone",
    matter: { category, description: "The resin arrived hardened" },
    ...more,
  });
  return {
    filing,
    review: () => ({
      kind: "first_review",
      category,
      department,
      severity: "high",
      safety: false,
      complexity: "low",
      impact: "low",
      immediateAction: false,
    }),
    decision: () => ({
      kind: "decide",
      decision: "justified",
      report: "We checked the lot and found the fault.",
      remedies: [{ kind: "refund", what: "The price paid", who: "Finance", by: "2026-12-15" }],
    }),
    file: async (client, more) => {
      const filed = await client.send("POST", "/api/v1/complaints", filing(more));
      const faults = bench.http.log.lines().filter(({ level }) => level === "error");
      expect({ status: filed.status, faults }).toEqual({ status: 201, faults: [] });
      await bench.world.settled();
      return String(filed.body["id"]);
    },
    detail: async (id, client) => {
      await bench.world.settled();
      const answer = await client.get(`/api/v1/complaints/${id}`);
      expect(answer.status).toBe(200);
      return answer.body as unknown as Detail;
    },
    command: (id, command, client) => client.send("POST", `/api/v1/complaints/${id}/commands`, command),
  };
}
