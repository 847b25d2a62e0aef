import { Alert, Button, Fieldset, Group, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { languageNames, languages } from "../../../../core/language/language.ts";
import type { filingQuestionsSchema } from "../../../schemas/complaint-detail-schema.ts";
import { get, Problem, send } from "../../api/call.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { problemText } from "../../shell/notices.tsx";
import { useOrganisation } from "../../shell/use-organisation.ts";
import { CategoryField } from "../forms/choices.tsx";
import { FilePicker } from "../forms/file-picker.tsx";
import { WordsField } from "../forms/words-field.tsx";
import { filingBody, heardByWays } from "./filing-fields.ts";
import type { FilingFields } from "./filing-fields.ts";
import { LikelyTwins } from "./likely-twins.tsx";
import { wordsDirection } from "../forms/words-direction.ts";

type Questions = z.output<typeof filingQuestionsSchema>;

interface FilingFormProps {
  readonly fields: FilingFields;
  readonly change: (part: Partial<FilingFields>) => void;
  readonly conversationId: string | undefined;
  /** Hears of the telephone number as it will be kept, once all is in order. */
  readonly onChecked: (phone: string | undefined) => void;
}

/** What customers are asked, each question also in the words in which they are asked it. */
export function FilingForm({ fields, change, conversationId, onChecked }: FilingFormProps) {
  const { say } = useLanguage();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const { data: asked } = useQuery({
    queryKey: ["filing-questions", fields.language],
    queryFn: ({ signal }) => get<Questions>("/filing/questions", { language: fields.language }, signal),
    staleTime: Infinity,
  });
  const isWrongPhone = problem instanceof Problem && problem.fields.some(({ path }) => path === "customer.phone");
  const check = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const checked = await send<{ readonly phone?: string }>(
        "POST",
        "/filing/check",
        filingBody(fields, conversationId),
      );
      onChecked(checked.phone);
    } catch (why) {
      setProblem(why);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      aria-label={say("complaint.filing")}
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <Stack>
        <CustomerFields
          fields={fields}
          change={change}
          asked={asked}
          isWrongPhone={isWrongPhone}
          isKnown={conversationId !== undefined}
        />
        <MatterFields fields={fields} change={change} asked={asked} />
        <LikelyTwins fields={fields} />
        {problem !== undefined && (
          <Alert color="red" role="alert">
            {isWrongPhone ? say("complaint.phone.wrong") : problemText(problem, say)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy} disabled={fields.category === "" || fields.description.trim() === ""}>
            {say("complaint.filing.read_back")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps extends Pick<FilingFormProps, "fields" | "change"> {
  readonly asked: Questions | undefined;
}

function CustomerFields({
  fields,
  change,
  asked,
  isWrongPhone,
  isKnown,
}: PartProps & { readonly isWrongPhone: boolean; readonly isKnown: boolean }) {
  const { say } = useLanguage();
  const offered = useOrganisation().languages;
  return (
    <Fieldset legend={say("complaint.customer")}>
      <Stack gap="xs">
        <Select
          label={say("complaint.heard_by")}
          allowDeselect={false}
          value={fields.heardBy}
          onChange={(chosen) => change({ heardBy: heardByWays.find((way) => way === chosen) ?? fields.heardBy })}
          data={heardByWays.map((way) => ({ value: way, label: say("complaint.heard", { way }) }))}
        />
        <Select
          label={say("complaint.filing.language")}
          allowDeselect={false}
          value={fields.language}
          onChange={(chosen) => change({ language: languages.find((each) => each === chosen) ?? fields.language })}
          data={offered.map((language) => ({ value: language, label: languageNames[language] }))}
        />
        <TextInput
          label={say("complaint.name")}
          description={isKnown ? say("complaint.filing.known") : undefined}
          dir={wordsDirection(fields.name)}
          autoComplete="off"
          value={fields.name}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <TextInput
          label={say("complaint.phone")}
          description={asked?.phone}
          type="tel"
          dir="ltr"
          autoComplete="off"
          error={isWrongPhone}
          value={fields.phone}
          onChange={({ currentTarget }) => change({ phone: currentTarget.value })}
        />
        <TextInput
          label={say("complaint.email")}
          type="email"
          dir="ltr"
          autoComplete="off"
          value={fields.email}
          onChange={({ currentTarget }) => change({ email: currentTarget.value })}
        />
      </Stack>
    </Fieldset>
  );
}

function MatterFields({ fields, change, asked }: PartProps) {
  const { say } = useLanguage();
  const line = (name: "product" | "lot" | "orderNumber", label: string) => (
    <TextInput
      label={label}
      description={asked?.[name]}
      dir={wordsDirection(fields[name])}
      autoComplete="off"
      value={fields[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  );
  return (
    <Fieldset legend={say("complaint.matter")}>
      <Stack gap="xs">
        <CategoryField
          label={say("complaint.category")}
          value={fields.category}
          onChange={(category) => change({ category })}
        />
        <WordsField
          label={say("complaint.filing.description")}
          {...(asked === undefined ? {} : { description: asked.description })}
          required
          rows={4}
          value={fields.description}
          onChange={(description) => change({ description })}
        />
        {line("product", say("complaint.product"))}
        {line("lot", say("complaint.lot"))}
        {line("orderNumber", say("complaint.order_number"))}
        <WordsField
          label={say("complaint.expectation")}
          {...(asked === undefined ? {} : { description: asked.expectation })}
          value={fields.expectation}
          onChange={(expectation) => change({ expectation })}
        />
        <FilePicker files={fields.files} onChange={(files) => change({ files })} />
      </Stack>
    </Fieldset>
  );
}
