import { Alert, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { duplicateSchema } from "../../../schemas/complaint-detail-schema.ts";
import { get } from "../../api/call.ts";
import type { Wire } from "../../api/wire.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { DuplicateRow } from "../forms/merge-form.tsx";
import type { FilingFields } from "./filing-fields.ts";

type Duplicate = Wire<z.output<typeof duplicateSchema>>;

/** Long enough not to ask at each letter. */
const DELAY_MS = 500;

/** Complaints that may be about the same, before a second one is filed. */
export function LikelyTwins({ fields }: { readonly fields: FilingFields }) {
  const { say } = useLanguage();
  const [{ phone, product, lot, orderNumber }] = useDebouncedValue(fields, DELAY_MS);
  const sought = {
    phone: longEnough(phone, 7),
    product: longEnough(product, 3),
    lot: longEnough(lot, 3),
    orderNumber: longEnough(orderNumber, 3),
  };
  const { data } = useQuery({
    queryKey: ["duplicates", sought],
    queryFn: ({ signal }) => get<{ readonly rows: readonly Duplicate[] }>("/duplicates", sought, signal),
    enabled: Object.values(sought).some((value) => value !== undefined),
  });
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <Alert color="yellow" title={say("complaint.duplicates")}>
      <Stack gap="xs">
        {data.rows.map((row) => (
          <DuplicateRow key={row.id} row={row} />
        ))}
      </Stack>
    </Alert>
  );
}

/** What is shorter finds too much. */
function longEnough(words: string, least: number): string | undefined {
  return words.trim().length >= least ? words.trim() : undefined;
}
