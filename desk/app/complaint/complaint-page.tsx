import { Alert, Button, Group, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconHistory } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "../shell/notices.tsx";
import { ComplaintHeader } from "./complaint-header.tsx";
import classes from "./complaint.module.css";
import { ProcessPanel } from "./process-panel.tsx";
import { StepsPanel } from "./steps.tsx";
import type { OpenStep } from "./steps.tsx";
import { StepsContext } from "./steps-context.ts";
import { Transcripts } from "./transcripts.tsx";
import { complaintQuery } from "./use-complaint.ts";
import type { ComplaintDetail } from "./use-complaint.ts";

const HistoryPanel = lazy(async () => ({ default: (await import("./history-panel.tsx")).HistoryPanel }));

const panes = ["conversation", "process", "history"] as const;

type Pane = (typeof panes)[number];

/** One complaint: what was said on one side, the process with its steps on the other. */
export function ComplaintPage({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const { data, error, refetch } = useQuery(complaintQuery(id));
  if (data !== undefined)
    return (
      <Suspense fallback={<Loading />}>
        <Complaint key={id} detail={data} />
      </Suspense>
    );
  if (error === null) return <Loading />;
  return (
    <Alert color="red" title={say("complaint.unread")}>
      <Stack gap="xs">
        {problemText(error, say)}
        <Button size="compact-sm" variant="white" w="fit-content" onClick={() => void refetch()}>
          {say("complaint.retry")}
        </Button>
      </Stack>
    </Alert>
  );
}

function Complaint({ detail }: { readonly detail: ComplaintDetail }) {
  const { say } = useLanguage();
  const [pane, setPane] = useState<Pane>("process");
  const [open, setOpen] = useState<OpenStep>();
  const { commands } = detail;
  const steps = useMemo(
    () => ({
      begin: (kind: OpenStep["kind"], about?: string) => {
        setPane("process");
        setOpen({ kind, about });
      },
      isAllowed: (kind: OpenStep["kind"]) => commands.some((state) => state.kind === kind && state.allowed),
    }),
    [commands],
  );
  return (
    <StepsContext value={steps}>
      <article className={classes.page} aria-label={say("complaint.title")} data-complaint={detail.complaint.number}>
        <Stack gap="sm">
          <ComplaintHeader {...detail} />
          <SegmentedControl
            className={classes.narrow}
            aria-label={say("complaint.panes")}
            value={pane}
            onChange={(chosen) => setPane(panes.find((each) => each === chosen) ?? pane)}
            data={panes.map((each) => ({ value: each, label: say(`complaint.pane.${each}`) }))}
          />
          <Group className={classes.wide} justify="flex-end">
            <Button
              size="compact-sm"
              variant={pane === "history" ? "filled" : "default"}
              aria-pressed={pane === "history"}
              leftSection={<IconHistory size={16} />}
              onClick={() => setPane(pane === "history" ? "process" : "history")}
            >
              {say("complaint.pane.history")}
            </Button>
          </Group>
          <div className={classes.panes} data-pane={pane}>
            <div className={classes.pane} data-shown={pane === "conversation"} data-wide={pane !== "history"}>
              <Transcripts {...detail} />
            </div>
            <div className={classes.pane} data-shown={pane === "process"} data-wide={pane !== "history"}>
              <Stack gap="sm">
                <StepsPanel detail={detail} open={open} setOpen={setOpen} />
                <ProcessPanel detail={detail} />
              </Stack>
            </div>
            {pane === "history" && (
              <Suspense fallback={<Loading />}>
                <HistoryPanel id={detail.complaint.id} />
              </Suspense>
            )}
          </div>
        </Stack>
      </article>
    </StepsContext>
  );
}

function Loading() {
  const { say } = useLanguage();
  return <Skeleton h={320} aria-busy aria-label={say("shell.loading")} />;
}
