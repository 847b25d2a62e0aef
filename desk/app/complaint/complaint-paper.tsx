import { Button, Group, Stack } from "@mantine/core";
import { IconArrowBack, IconPrinter } from "@tabler/icons-react";
import { Link } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import { ComplaintHeader } from "./complaint-header.tsx";
import classes from "./complaint.module.css";
import { EventTable } from "./history-panel.tsx";
import { ProcessPanel } from "./process-panel.tsx";
import { Section } from "./section.tsx";
import { useComplaint } from "./use-complaint.ts";

/** The whole complaint on paper, for the file: the process, then everything that happened, oldest first. */
export function ComplaintPaper({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const detail = useComplaint(id);
  return (
    <div className={classes.paper}>
      <Group justify="space-between" className={classes.screen} mb="md">
        <Button
          component={Link}
          href={`~/desk/complaints/${id}`}
          variant="default"
          leftSection={<IconArrowBack size={16} />}
        >
          {say("complaint.back")}
        </Button>
        <Button leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          {say("complaint.print")}
        </Button>
      </Group>
      <Stack gap="sm">
        <ComplaintHeader {...detail} />
        <ProcessPanel detail={detail} />
        <Section title={say("complaint.history")}>
          <EventTable events={detail.events} />
        </Section>
      </Stack>
    </div>
  );
}
