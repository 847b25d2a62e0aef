import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Validator } from "@seriousme/openapi-schema-validator";
import { roles } from "../../core/complaint/actor.ts";
import { may } from "../../core/staff/permissions.ts";
import type { Endpoint } from "../../desk/endpoint.ts";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";

/** An address of the endpoint with ids that nothing has. */
function addressOf({ path }: Endpoint): string {
  return path.replace(/:\w+/gu, "00000000-0000-7000-8000-000000000000");
}

describe("who may use the staff API", () => {
  let bench: DeskBench;
  beforeAll(async () => {
    bench = await openDeskBench();
  });
  afterAll(async () => bench.close());

  const guarded = () => bench.endpoints.filter(({ access }) => access !== "anyone");
  const call = async (client: Pick<DeskClient, "send">, endpoint: Endpoint) => {
    const body = endpoint.body === undefined ? undefined : {};
    return client.send(endpoint.method, addressOf(endpoint), body);
  };

  it("asks everyone to sign in, save at the endpoints that let one in", async () => {
    for (const endpoint of guarded())
      expect([endpoint.path, (await call(bench.anyone, endpoint)).status]).toEqual([endpoint.path, 401]);
    const open = bench.endpoints.filter(({ access }) => access === "anyone").map(({ path }) => path);
    expect(open).toEqual(["/api/v1/sign-in", "/api/v1/setup"]);
  });

  it.each(roles)("lets %s use exactly what the table of permissions says", async (role) => {
    const client = await bench.as(role);
    for (const endpoint of guarded()) {
      if (endpoint.path === "/api/v1/sign-out" || endpoint.path === "/api/v1/stream" || endpoint.access === "anyone")
        continue;
      const { status } = await call(client, endpoint);
      const said = `${endpoint.method} ${endpoint.path}`;
      expect([said, status === 403]).toEqual([said, !may(role, endpoint.access)]);
      expect([said, status < 500 && status !== 401]).toEqual([said, true]);
    }
  });

  it("describes every endpoint, and nothing else, in a valid OpenAPI document", async () => {
    const { status, body } = await bench.anyone.get("/api/openapi.json");
    expect(status).toBe(200);
    const { valid, errors } = await new Validator().validate({ ...body });
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    const paths = body["paths"] as Record<string, Record<string, { operationId: string }>>;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = bench.endpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/gu, "{$1}")}`);
    expect(described.sort()).toEqual(served.sort());
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(served.length);
  });

  it("describes an optional field as optional, and each command by its kind", async () => {
    const { body } = await bench.anyone.get("/api/openapi.json");
    const { schemas } = (
      body as unknown as { components: { schemas: Record<string, { oneOf?: unknown[]; required?: string[] }> } }
    ).components;
    expect(schemas["StaffCommand"]?.oneOf).toHaveLength(17);
    expect(schemas["Complaint"]?.required).not.toContain("closing");
    expect(JSON.stringify(body)).not.toContain("passcodeHash");
  });
});
