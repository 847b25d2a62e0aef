import { Badge, Group, Text } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { Code, Fact, Facts, Words } from "./facts.tsx";
import { Section } from "./section.tsx";
import type { ComplaintDetail } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

/** What the complaint is about, in the customer's words, and what would satisfy them. */
export function Matter({ complaint, customer }: ComplaintDetail) {
  const { say } = useLanguage();
  const names = useNames();
  const { matter, language } = complaint;
  return (
    <Section title={say("complaint.matter")}>
      <Words lang={language}>{matter.description}</Words>
      {matter.expectation !== undefined && (
        <div>
          <Text size="sm" c="dimmed">
            {say("complaint.expectation")}
          </Text>
          <Words lang={language}>{matter.expectation}</Words>
        </div>
      )}
      <Facts>
        <Fact name={say("complaint.category")}>{names.category(matter.category)}</Fact>
        <Fact name={say("complaint.product")}>{matter.product}</Fact>
        {matter.lot !== undefined && (
          <Fact name={say("complaint.lot")}>
            <Code name={say("complaint.lot")} value={matter.lot} />
          </Fact>
        )}
        {matter.orderNumber !== undefined && (
          <Fact name={say("complaint.order_number")}>
            <Code name={say("complaint.order_number")} value={matter.orderNumber} />
          </Fact>
        )}
        <Fact name={say("complaint.customer")}>{customer?.name}</Fact>
        {customer?.phone !== undefined && (
          <Fact name={say("complaint.phone")}>
            <Code name={say("complaint.phone")} value={customer.phone} />
            {!customer.phoneProven && (
              <Text span size="xs" c="dimmed">
                {say("complaint.phone.unproven")}
              </Text>
            )}
          </Fact>
        )}
        <Fact name={say("complaint.email")}>{customer?.email}</Fact>
        <Fact name={say("complaint.language")}>{say("complaint.language.name", { language })}</Fact>
        <Fact name={say("complaint.filed")}>
          <>
            {say("complaint.filed.how", {
              at: new Date(complaint.registeredAt),
              who: names.actor(complaint.filedBy),
              door: complaint.door,
            })}
          </>
        </Fact>
        {complaint.heardBy !== undefined && (
          <Fact name={say("complaint.heard_by")}>{say("complaint.heard", { way: complaint.heardBy })}</Fact>
        )}
      </Facts>
      <Review complaint={complaint} />
    </Section>
  );
}

function Review({ complaint: { review } }: Pick<ComplaintDetail, "complaint">) {
  const { say } = useLanguage();
  const names = useNames();
  if (review === undefined) return null;
  return (
    <Facts>
      <Fact name={say("complaint.review")}>
        <>{say("complaint.review.by", { who: names.agent(review.by), at: new Date(review.at) })}</>
      </Fact>
      <Fact name={say("complaint.severity")}>{say("complaint.level", { level: review.severity })}</Fact>
      <Fact name={say("complaint.complexity")}>{say("complaint.level", { level: review.complexity })}</Fact>
      <Fact name={say("complaint.impact")}>{say("complaint.level", { level: review.impact })}</Fact>
      {(review.safety || review.immediateAction) && (
        <Fact name={say("complaint.urgent")}>
          <Group gap="xs">
            {review.safety && <Badge color="red">{say("complaint.safety")}</Badge>}
            {review.immediateAction && <Badge color="orange.9">{say("complaint.immediate_action")}</Badge>}
          </Group>
        </Fact>
      )}
      {review.note !== undefined && <Fact name={say("complaint.note")}>{review.note}</Fact>}
    </Facts>
  );
}
