import { OpenApiGeneratorV31, OpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
import type { ResponseConfig } from "@asteasolutions/zod-to-openapi";
import type { Endpoint } from "./endpoint.ts";
import { problemSchema } from "./schemas/shared.ts";

const WHY: Readonly<Record<number, string>> = {
  400: "What was sent is missing something or not right; `fields` names it.",
  401: "Nobody is signed in.",
  403: "The role does not allow it, or the request came from a foreign page.",
  404: "There is no such thing.",
  409: "Not possible now; `detail` says why and what to do instead.",
  413: "Too long.",
  415: "Not the kind of content that is understood here.",
  429: "Too many tries; `Retry-After` says when to come back.",
  500: "A fault of ours, recorded under `id`.",
  503: "The store does not answer; nothing was changed.",
};

/** OpenAPI 3.1 of the endpoints, made from the very schemas that check them. */
export function describeApi(endpoints: readonly Endpoint[]): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "redress",
    description: "Set by sign-in; named `__Host-redress` where the server is seen by https.",
  });
  registry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "The same session for scripts: sign in with `bearer: true`.",
  });
  for (const endpoint of endpoints) describe(registry, endpoint);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Redress staff API",
      version: "1",
      description:
        "Everything that staff do with complaints. Refusals are problem details (RFC 9457) in the reader's language.",
    },
    servers: [{ url: "/" }],
  });
}

function describe(registry: OpenAPIRegistry, endpoint: Endpoint): void {
  const { method, path, tag, summary, params, query, access } = endpoint;
  const content = bodyOf(endpoint);
  registry.registerPath({
    method: lower(method),
    path: path.replace(/:(\w+)/gu, "{$1}"),
    operationId: operationId(endpoint),
    tags: [tag],
    summary,
    ...(access === "anyone"
      ? { security: [] }
      : { security: [{ session: [] }, { token: [] }], description: `Permission: \`${access}\`.` }),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(content === undefined ? {} : { body: { required: true, content } }),
    },
    responses: responsesOf(endpoint),
  });
}

function bodyOf({ body, multipart }: Endpoint) {
  if (body !== undefined) return { "application/json": { schema: body } };
  if (multipart === undefined) return undefined;
  const file = { type: "string" as const, format: "binary" };
  return { "multipart/form-data": { schema: { type: "object" as const, properties: { file }, required: ["file"] } } };
}

function responsesOf({ success, refusals = [], access, body, multipart }: Endpoint): Record<string, ResponseConfig> {
  const usual = [
    400,
    ...(access === "anyone" ? [] : [401]),
    403,
    500,
    503,
    ...(body === undefined && multipart === undefined ? [] : [413, 415]),
  ];
  const refused = [...new Set([...usual, ...refusals])].sort((one, other) => one - other);
  const problems = refused.map((status): [string, ResponseConfig] => [
    String(status),
    { description: WHY[status] ?? "Refused.", content: { "application/problem+json": { schema: problemSchema } } },
  ]);
  return { [String(success.status)]: successOf(success), ...Object.fromEntries(problems) };
}

function successOf({ schema, type }: Endpoint["success"]): ResponseConfig {
  if (schema !== undefined) return { description: "Done.", content: { "application/json": { schema } } };
  if (type === undefined) return { description: "Done; there is nothing to tell." };
  return {
    description: "Done.",
    content: { [type]: { schema: { type: "string", format: type === "text/event-stream" ? "text" : "binary" } } },
  };
}

function lower(method: Endpoint["method"]): "get" | "post" | "put" | "patch" | "delete" {
  const names = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "delete" } as const;
  return names[method];
}

/** `GET /api/v1/complaints/:id` is `getComplaintsById`. */
function operationId({ method, path }: Endpoint): string {
  const parts = path.replace(/^\/api(?:\/v1)?\//u, "").split(/[/.-]/u);
  const named = parts.map((part) => (part.startsWith(":") ? `By${upper(part.slice(1))}` : upper(part)));
  return method.toLowerCase() + named.join("");
}

function upper(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
