import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { languageNames } from "../../../../core/language/language.ts";
import { send } from "../../api/call.ts";
import { useConversation } from "../../conversation/use-conversation.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { problemText } from "../../shell/notices.tsx";
import { Page } from "../../shell/page.tsx";
import { useOrganisation } from "../../shell/use-organisation.ts";
import { Code, Fact, Facts, Words } from "../facts.tsx";
import { useFormDraft } from "../forms/use-form-draft.ts";
import { useNames } from "../use-names.ts";
import type { ComplaintSeen } from "../use-complaint.ts";
import { FilingForm } from "./filing-form.tsx";
import { filingBody, newFiling } from "./filing-fields.ts";
import type { FilingFields } from "./filing-fields.ts";

/** Files a complaint for a customer who telephoned, wrote or came; with `?conversation=`, for the one who told it there. */
export function FilingPage() {
  const conversationId = new URLSearchParams(window.location.search).get("conversation") ?? undefined;
  const { say } = useLanguage();
  return (
    <Page title={say("complaint.filing")}>
      {conversationId === undefined ? <Filing /> : <FilingFor conversationId={conversationId} />}
    </Page>
  );
}

function FilingFor({ conversationId }: { readonly conversationId: string }) {
  const { data } = useConversation(conversationId);
  if (data === undefined) return null;
  const { customer, conversation } = data;
  const known = {
    language: conversation.language,
    name: customer?.name ?? "",
    phone: customer?.phone ?? "",
    email: customer?.email ?? "",
  };
  return <Filing conversationId={conversationId} known={known} />;
}

interface FilingProps {
  readonly conversationId?: string;
  readonly known?: Partial<FilingFields>;
}

function Filing({ conversationId, known = {} }: FilingProps) {
  const { language } = useLanguage();
  const { languages } = useOrganisation();
  const usual = languages.includes(language) ? language : (languages[0] ?? language);
  const [fields, change, clear] = useFormDraft<FilingFields>(`filing.${conversationId ?? "new"}`, {
    ...newFiling(usual),
    ...known,
  });
  const [checked, setChecked] = useState<{ readonly phone: string | undefined }>();
  const [filed, setFiled] = useState<ComplaintSeen>();
  if (filed !== undefined) return <Filed complaint={filed} />;
  if (checked === undefined)
    return (
      <FilingForm
        fields={fields}
        change={change}
        conversationId={conversationId}
        onChecked={(phone) => setChecked({ phone })}
      />
    );
  return (
    <ReadBack
      fields={fields}
      phone={checked.phone}
      conversationId={conversationId}
      back={() => setChecked(undefined)}
      onFiled={(complaint) => {
        clear();
        setFiled(complaint);
      }}
    />
  );
}

function ReadBack({
  fields,
  phone,
  conversationId,
  back,
  onFiled,
}: {
  readonly fields: FilingFields;
  readonly phone: string | undefined;
  readonly conversationId: string | undefined;
  readonly back: () => void;
  readonly onFiled: (complaint: ComplaintSeen) => void;
}) {
  const { say } = useLanguage();
  const cache = useQueryClient();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const file = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = filingBody(fields, conversationId);
      onFiled(await send<ComplaintSeen>("POST", "/complaints", body, { "idempotency-key": fields.once }));
      await cache.invalidateQueries({ queryKey: ["queue"] });
    } catch (why) {
      setProblem(why);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack>
      <Text>{say("complaint.filing.read_it")}</Text>
      <Sheet fields={fields} phone={phone} />
      <Words lang={fields.language}>{fields.description}</Words>
      <Alert color={phone === undefined && conversationId === undefined ? "orange" : "blue"}>
        {say(
          phone === undefined && conversationId === undefined ? "complaint.filing.no_way" : "complaint.filing.passcode",
        )}
      </Alert>
      {problem !== undefined && (
        <Alert color="red" role="alert">
          {problemText(problem, say)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={back}>
          {say("complaint.filing.change")}
        </Button>
        <Button onClick={() => void file()} loading={isBusy} autoFocus>
          {say("complaint.filing.file")}
        </Button>
      </Group>
    </Stack>
  );
}

function Sheet({ fields, phone }: { readonly fields: FilingFields; readonly phone: string | undefined }) {
  const { say } = useLanguage();
  const names = useNames();
  return (
    <Facts>
      <Fact name={say("complaint.heard_by")}>{say("complaint.heard", { way: fields.heardBy })}</Fact>
      <Fact name={say("complaint.language")}>{languageNames[fields.language]}</Fact>
      <Fact name={say("complaint.name")}>{fields.name}</Fact>
      <Fact name={say("complaint.phone")}>{phone === undefined ? undefined : <bdi dir="ltr">{phone}</bdi>}</Fact>
      <Fact name={say("complaint.email")}>{fields.email}</Fact>
      <Fact name={say("complaint.category")}>{names.category(fields.category)}</Fact>
      <Fact name={say("complaint.product")}>{fields.product}</Fact>
      <Fact name={say("complaint.lot")}>{fields.lot}</Fact>
      <Fact name={say("complaint.order_number")}>{fields.orderNumber}</Fact>
      <Fact name={say("complaint.expectation")}>{fields.expectation}</Fact>
      <Fact name={say("complaint.filing.files")}>
        {fields.files.length === 0 ? undefined : fields.files.map(({ name }) => name).join(", ")}
      </Fact>
    </Facts>
  );
}

function Filed({ complaint }: { readonly complaint: ComplaintSeen }) {
  const { say } = useLanguage();
  return (
    <Alert color="teal" title={say("complaint.filing.done")} role="status">
      <Stack>
        <Text size="xl">
          <Code name={say("complaint.tracking_number")} value={complaint.number} />
        </Text>
        <Button component={Link} href={`~/desk/complaints/${complaint.id}`} w="fit-content">
          {say("complaint.filing.open")}
        </Button>
      </Stack>
    </Alert>
  );
}
