import { Anchor, Button, Collapse, Group, List, Skeleton, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import type { DeskTextKey } from "../language/texts.ts";
import { useKeys } from "../keys/use-keys.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { StepKind } from "./forms/form-props.ts";
import { Section } from "./section.tsx";
import type { ComplaintDetail } from "./use-complaint.ts";

const StepForm = lazy(async () => ({ default: (await import("./forms/step-form.tsx")).StepForm }));

/** In the order in which a complaint meets them. */
const order: readonly StepKind[] = [
  "first_review",
  "assign",
  "decide",
  "told",
  "carry_out_remedy",
  "carry_out_ruling",
  "ask",
  "withdraw_question",
  "note",
  "add_evidence",
  "ask_for_sample",
  "move_sample",
  "route",
  "escalate",
  "merge",
  "withdraw",
  "reopen",
  "renew_passcode",
];

/** Steps by which the complaint goes forward. */
const forward: ReadonlySet<StepKind> = new Set([
  "first_review",
  "assign",
  "decide",
  "told",
  "carry_out_remedy",
  "carry_out_ruling",
]);

/** Keys of the steps that are taken most. */
const keys: readonly (readonly [StepKind, string, DeskTextKey])[] = [
  ["first_review", "KeyF", "complaint.step.first_review"],
  ["assign", "KeyS", "complaint.step.assign"],
  ["decide", "KeyD", "complaint.step.decide"],
  ["ask", "KeyQ", "complaint.step.ask"],
  ["note", "KeyN", "complaint.step.note"],
  ["route", "KeyU", "complaint.step.route"],
  ["carry_out_remedy", "KeyO", "complaint.step.carry_out_remedy"],
];

/** The step whose form is open. */
export interface OpenStep {
  readonly kind: StepKind;
  readonly about?: string | undefined;
}

/** What can be done to the complaint now, what cannot and why, and the form of the step at hand. */
export function StepsPanel({
  detail,
  open,
  setOpen,
}: {
  readonly detail: ComplaintDetail;
  readonly open: OpenStep | undefined;
  readonly setOpen: (step: OpenStep | undefined) => void;
}) {
  const { say } = useLanguage();
  const states = order.flatMap((kind) =>
    detail.commands.filter((state) => state.kind === kind).map((state) => ({ ...state, kind })),
  );
  const allowed = states.filter((state) => state.allowed).map(({ kind }) => kind);
  useStepKeys(allowed, setOpen);
  return (
    <Section title={say("complaint.steps")}>
      {open === undefined ? (
        <>
          <Allowed allowed={allowed} setOpen={setOpen} />
          <Refused refused={states.filter((state) => !state.allowed)} />
        </>
      ) : (
        <div data-form={open.kind}>
          <Suspense fallback={<Skeleton h={160} aria-label={say("shell.loading")} />}>
            <StepForm
              key={`${open.kind}.${open.about ?? ""}`}
              kind={open.kind}
              about={open.about}
              detail={detail}
              close={() => setOpen(undefined)}
              reopen={() => setOpen(open)}
            />
          </Suspense>
        </div>
      )}
    </Section>
  );
}

function useStepKeys(allowed: readonly StepKind[], setOpen: (step: OpenStep) => void): void {
  useKeys(
    "complaint",
    keys.map(([kind, pressed, name]) => ({
      id: `complaint.${kind}`,
      keys: pressed,
      name,
      run: () => {
        if (allowed.includes(kind)) setOpen({ kind });
      },
    })),
  );
}

function Allowed({
  allowed,
  setOpen,
}: {
  readonly allowed: readonly StepKind[];
  readonly setOpen: (step: OpenStep) => void;
}) {
  const { say } = useLanguage();
  if (allowed.length === 0) return <Text size="sm">{say("complaint.steps.none")}</Text>;
  return (
    <Group gap="xs">
      {allowed.map((kind) => (
        <Button
          key={kind}
          size="compact-md"
          variant={forward.has(kind) ? "filled" : "default"}
          data-step={kind}
          onClick={() => setOpen({ kind })}
        >
          {say(`complaint.step.${kind}`)}
        </Button>
      ))}
    </Group>
  );
}

function Refused({
  refused,
}: {
  readonly refused: readonly (ComplaintDetail["commands"][number] & { readonly kind: StepKind })[];
}) {
  const { say } = useLanguage();
  const [isOpen, { toggle }] = useDisclosure(false);
  if (refused.length === 0) return null;
  return (
    <div>
      <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} onClick={toggle}>
        {say("complaint.steps.refused", { count: refused.length })}
      </Anchor>
      <Collapse expanded={isOpen}>
        <List size="sm" mt="xs" spacing={4} listStyleType="none">
          {refused.map(({ kind, reason }) => (
            <List.Item key={kind} data-refused={kind}>
              <Stack gap={0}>
                <Text size="sm" fw={600}>
                  {say(`complaint.step.${kind}`)}
                </Text>
                <Text size="sm">{reason?.text}</Text>
              </Stack>
            </List.Item>
          ))}
        </List>
      </Collapse>
    </div>
  );
}
