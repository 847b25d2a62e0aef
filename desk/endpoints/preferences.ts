import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact } from "../schemas/api-zod.ts";
import { preferencesSchema } from "../schemas/preferences-schema.ts";
import type { AgentId } from "../../core/ids.ts";

/** What agents keep for themselves. */
export function preferenceEndpoints({ store }: DeskTools): readonly Endpoint[] {
  const frame = { tag: "Oneself", access: "self", path: "/api/v1/me/preferences" } as const;
  // What an earlier version kept and this one does not know is left out.
  const kept = async (id: AgentId) => preferencesSchema.catch({}).parse((await store.staff.preferences(id)) ?? {});
  return [
    endpoint({
      ...frame,
      method: "GET",
      summary: "One's own keys, filters and looks",
      success: { status: 200, schema: preferencesSchema },
      handle: async (_call, { agent }) => ({ value: await kept(agent.id) }),
    }),
    endpoint({
      ...frame,
      method: "PATCH",
      summary: "Change some of one's own preferences; each that is sent is replaced whole",
      body: preferencesSchema,
      success: { status: 200, schema: preferencesSchema },
      handle: async ({ body }, { agent }) => {
        const after = { ...(await kept(agent.id)), ...exact(body) };
        await store.staff.savePreferences(agent.id, after);
        return { value: after };
      },
    }),
  ];
}
