import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type { cannedRepliesSchema, filledReplySchema } from "../../../schemas/settings-schema.ts";
import { get, send } from "../../api/call.ts";
import type { Wire } from "../../api/wire.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { showProblem } from "../../shell/notices.tsx";

type Replies = Wire<z.output<typeof cannedRepliesSchema>>;
type Filled = Wire<z.output<typeof filledReplySchema>>;

/** Templates of reports, filled in for the complaint in its own language. */
export function ReportTemplates({
  complaintId,
  onFilled,
}: {
  readonly complaintId: string;
  readonly onFilled: (text: string) => void;
}) {
  const { say } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const { data } = useQuery({
    queryKey: ["settings", "canned_replies", "list"],
    queryFn: ({ signal }) => get<Replies>("/canned-replies", {}, signal),
  });
  const reports = data?.rows.filter(({ kind }) => kind === "report") ?? [];
  if (reports.length === 0) return null;
  const fill = async (id: string): Promise<void> => {
    setBusy(true);
    try {
      onFilled((await send<Filled>("POST", `/canned-replies/${id}/fill`, { complaintId })).text);
    } catch (problem) {
      showProblem(problem, say);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Select
      label={say("complaint.report.template")}
      searchable
      disabled={isBusy}
      value={null}
      onChange={(id) => {
        if (id !== null) void fill(id);
      }}
      data={reports.map(({ id, title }) => ({ value: id, label: title }))}
    />
  );
}
