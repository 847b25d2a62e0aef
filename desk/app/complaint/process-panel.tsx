import { Stack } from "@mantine/core";
import { Clocks } from "./clocks.tsx";
import { Deliveries } from "./deliveries.tsx";
import { EvidenceList } from "./evidence.tsx";
import { Files } from "./files.tsx";
import { Matter } from "./matter.tsx";
import { Outcome } from "./outcome.tsx";
import { Questions } from "./questions.tsx";
import { AwaitedRemedies } from "./remedies.tsx";
import { Rounds } from "./rounds.tsx";
import { Samples } from "./samples.tsx";
import type { ComplaintDetail } from "./use-complaint.ts";

/** Everything of the process but its steps, what is urgent before what is settled. */
export function ProcessPanel({ detail }: { readonly detail: ComplaintDetail }) {
  return (
    <Stack gap="sm">
      <Deliveries {...detail} />
      <Clocks clocks={detail.complaint.clocks} />
      <AwaitedRemedies {...detail} />
      <Matter {...detail} />
      <Questions {...detail} />
      <Rounds {...detail} />
      <Samples {...detail} />
      <EvidenceList {...detail} />
      <Files {...detail} />
      <Outcome {...detail} />
    </Stack>
  );
}
