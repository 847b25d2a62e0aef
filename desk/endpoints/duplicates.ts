import type { ComplaintId } from "../../core/ids.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";
import { duplicateMarks as marks, duplicateSchema } from "../schemas/complaint-detail-schema.ts";

/** As many as somebody would look through before filing. */
const SHOWN = 8;

const sought = z.string().trim().min(3).max(200).optional();

/** Complaints that may be about the same matter. */
export function duplicateEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Complaints",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/duplicates",
      summary:
        "Complaints with the same telephone number, order number, lot or product, those with most in common first",
      query: z.object({ phone: sought, orderNumber: sought, lot: sought, product: sought }),
      success: { status: 200, schema: z.object({ rows: z.array(duplicateSchema) }) },
      handle: async ({ query: { phone, orderNumber, lot, product } }, who) => {
        const asked = { phone, order_number: orderNumber, lot, product };
        const rows = await similar(asked, tools);
        await audit(tools, who, "complaint.list", "complaints", { count: rows.length });
        return { value: { rows } };
      },
    }),
  ];
}

async function similar(
  asked: Readonly<Record<(typeof marks)[number], string | undefined>>,
  { store }: DeskTools,
): Promise<z.input<typeof duplicateSchema>[]> {
  const found = new Map<ComplaintId, z.input<typeof duplicateSchema>>();
  for (const mark of marks) {
    const words = asked[mark];
    if (words === undefined) continue;
    for (const row of (await store.complaints.search(words, { limit: SHOWN })).rows) {
      const known = found.get(row.id);
      if (known === undefined) found.set(row.id, { ...row, same: [mark] });
      else known.same.push(mark);
    }
  }
  return [...found.values()].sort((one, other) => other.same.length - one.same.length).slice(0, SHOWN);
}
