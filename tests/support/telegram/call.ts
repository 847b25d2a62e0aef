import type { SeenFile } from "./chats.ts";
import type { Json } from "./wire.ts";

/** One call of a method, however it was sent. */
export interface Call {
  readonly method: string;
  readonly payload: Json;
  readonly files: ReadonlyMap<string, { readonly name: string; readonly bytes: Uint8Array }>;
}

const jsonFields: ReadonlySet<string> = new Set(["reply_markup", "allowed_updates", "commands", "scope"]);

/** Reads a call that came as JSON or as a multipart form. */
export async function readCall(method: string, body: Uint8Array, type: string): Promise<Call> {
  if (!type.startsWith("multipart/")) {
    const payload: unknown = body.length === 0 ? {} : JSON.parse(Buffer.from(body).toString("utf8"));
    return {
      method,
      payload: typeof payload === "object" && payload !== null ? (payload as Json) : {},
      files: new Map(),
    };
  }
  const form = await new Response(Buffer.from(body), { headers: { "content-type": type } }).formData();
  const payload: Record<string, unknown> = {};
  const files = new Map<string, { name: string; bytes: Uint8Array }>();
  for (const [name, value] of form) {
    if (typeof value === "string") payload[name] = jsonFields.has(name) ? JSON.parse(value) : value;
    else files.set(name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { method, payload, files };
}

/** The file that a call sends. */
export function fileOf({ files }: Call, kind: SeenFile["kind"]): SeenFile | undefined {
  const file = files.get(kind);
  return file === undefined ? undefined : { kind, ...file };
}
