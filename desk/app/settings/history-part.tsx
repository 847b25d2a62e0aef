import { Button, Card, Code, FileButton, Group, Loader, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type { differenceSchema, settingsLineSchema } from "../../schemas/settings-schema.ts";
import { get, send } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { showNotice, showProblem } from "../shell/notices.tsx";
import { useAgents } from "../shell/use-agents.ts";
import { useProfile } from "./profile.ts";
import type { Profile } from "./profile.ts";
import { SaveBar } from "./save-bar.tsx";
import { useSettings } from "./use-settings.ts";

const sections = ["profile", "texts", "canned_replies", "calendar"] as const;

type Shown = (typeof sections)[number];
type Line = Pick<Wire<z.output<typeof settingsLineSchema>>, "version" | "savedBy" | "savedAt" | "note">;

/** Who changed what and why; any old version can be in force again. */
export function HistoryPart() {
  const { say } = useLanguage();
  const [section, setSection] = useState<Shown>("profile");
  const base = section === "calendar" ? "/calendar" : `/settings/${section}`;
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ["settings-history", section],
    queryFn: ({ pageParam, signal }) =>
      get<{ readonly rows: readonly Line[]; readonly next?: string }>(`${base}/versions`, { after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  const lines = data?.pages.flatMap(({ rows }) => rows) ?? [];
  return (
    <Stack>
      <SegmentedControl
        aria-label={say("settings.part.history")}
        data={sections.map((value) => ({ value, label: say(`settings.history.${value}`) }))}
        value={section}
        onChange={(value) => setSection(sections.find((each) => each === value) ?? "profile")}
      />
      {section === "profile" && <ProfileFile />}
      {data === undefined && <Loader role="status" aria-label={say("shell.loading")} />}
      {data !== undefined && lines.length === 0 && <Text c="dimmed">{say("settings.history.none")}</Text>}
      {lines.map((line, index) => (
        <Version key={line.version} base={base} section={section} line={line} isNewest={index === 0} />
      ))}
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {say("settings.more")}
        </Button>
      )}
    </Stack>
  );
}

function Version({
  base,
  section,
  line,
  isNewest,
}: {
  readonly base: string;
  readonly section: Shown;
  readonly line: Line;
  readonly isNewest: boolean;
}) {
  const { say } = useLanguage();
  const { nameOf } = useAgents();
  const [isOpen, setOpen] = useState(false);
  const { version, savedBy, savedAt, note } = line;
  const who =
    savedBy === "file"
      ? say("settings.history.file")
      : savedBy === "seed"
        ? say("settings.history.seed")
        : nameOf(savedBy);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{say("settings.history.version", { version })}</Text>
          <Text size="sm">
            {savedAt === undefined ? "" : say("shell.at", { at: new Date(savedAt) })} · <bdi>{who}</bdi>
          </Text>
          {note !== undefined && (
            <Text size="sm" c="dimmed" dir="auto">
              {note}
            </Text>
          )}
        </div>
        <Group gap="xs">
          {version > 1 && (
            <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {say("settings.history.difference")}
            </Button>
          )}
          {!isNewest && section !== "calendar" && <Restore section={section} version={version} />}
        </Group>
      </Group>
      {isOpen && <Difference base={base} version={version} />}
    </Card>
  );
}

function Restore({ section, version }: { readonly section: Exclude<Shown, "calendar">; readonly version: number }) {
  const { say } = useLanguage();
  const cache = useQueryClient();
  const { version: current, mayEdit } = useSettings(section);
  if (!mayEdit) return null;
  const restore = (): void => {
    const note = say("settings.history.restored_note", { version });
    send("POST", `/settings/${section}/restore`, { version: current, restored: version, note })
      .then(async () => {
        showNotice(say("settings.saved"));
        await Promise.all(
          ["settings", "settings-history", "organisation"].map((name) => cache.invalidateQueries({ queryKey: [name] })),
        );
      })
      .catch((problem: unknown) => showProblem(problem, say));
  };
  return (
    <Button size="xs" variant="light" onClick={restore}>
      {say("settings.history.restore")}
    </Button>
  );
}

function Difference({ base, version }: { readonly base: string; readonly version: number }) {
  const { say } = useLanguage();
  const { data } = useQuery({
    queryKey: ["settings-difference", base, version],
    queryFn: ({ signal }) =>
      get<Wire<z.output<typeof differenceSchema>>>(`${base}/difference`, { from: version - 1, to: version }, signal),
    staleTime: Infinity,
  });
  if (data === undefined) return <Loader size="sm" role="status" aria-label={say("shell.loading")} />;
  if (data.rows.length === 0) return <Text size="sm">{say("settings.history.same")}</Text>;
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {(["where", "before", "after"] as const).map((name) => (
              <Table.Th key={name}>{say(`settings.history.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.rows.map(({ path, before, after }) => (
            <Table.Tr key={path}>
              <Table.Td>
                <Code dir="ltr">{path}</Code>
              </Table.Td>
              <Table.Td dir="auto">{before === undefined ? "—" : <del>{before}</del>}</Table.Td>
              <Table.Td dir="auto">{after === undefined ? "—" : <ins>{after}</ins>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The profile as a file: for keeping, for another installation, and back again. */
function ProfileFile() {
  const { say } = useLanguage();
  const profile = useProfile();
  const address = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(profile.content, undefined, 2))}`;
  const take = async (file: File | null): Promise<void> => {
    if (file === null) return;
    try {
      // The server checks it when it is saved.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- shown as far as it is what it should be
      profile.change((await new Response(file).json()) as Profile);
    } catch (problem) {
      showProblem(problem, say);
    }
  };
  return (
    <>
      <Group>
        <Button component="a" size="xs" variant="default" href={address} download="organisation.json">
          {say("settings.history.export")}
        </Button>
        {profile.mayEdit && (
          <FileButton accept="application/json" onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} size="xs" variant="default">
                {say("settings.history.import")}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      <SaveBar editing={profile} />
    </>
  );
}
