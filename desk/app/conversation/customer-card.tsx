import { Anchor, Badge, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import { ChannelIcon } from "./channel-icon.tsx";
import type { ConversationDetail } from "./conversation-types.ts";
import classes from "./conversation.module.css";
import "./tones.css";

/** Who the customer is: name, language, number, where else they write, what they complained of. */
export function CustomerCard({ detail }: { readonly detail: ConversationDetail }) {
  const { say } = useLanguage();
  const { conversation, customer, others, complaints } = detail;
  return (
    <aside className={classes["card"]} aria-label={say("conversation.card")}>
      <Stack gap="sm">
        <Text fw={700} component="h2" size="md">
          <bdi>{customer?.name ?? say("conversation.customer")}</bdi>
        </Text>
        <dl className={classes["facts"]}>
          <Fact name={say("conversation.card.language")}>{say(`conversation.language.${conversation.language}`)}</Fact>
          <Phone customer={customer} />
          {customer?.email === undefined ? null : (
            <Fact name={say("conversation.card.email")}>
              <bdi dir="ltr">{customer.email}</bdi>
            </Fact>
          )}
          <Fact name={say("conversation.card.channel")}>
            <Channel channel={conversation.channel} unreachable={conversation.unreachable?.reason} />
          </Fact>
          {others.length === 0 ? null : (
            <Fact name={say("conversation.card.others")}>
              <ul className={classes["plain"]}>
                {others.map((other) => (
                  <li key={other.id}>
                    <Link href={`~/desk/conversations/${other.id}`}>
                      <Channel channel={other.channel} unreachable={other.unreachable?.reason} />
                    </Link>
                  </li>
                ))}
              </ul>
            </Fact>
          )}
        </dl>
        <Text fw={600} component="h3" size="sm">
          {say("conversation.card.complaints", { count: complaints.length })}
        </Text>
        {complaints.length === 0 ? null : (
          <ul className={classes["plain"]}>
            {complaints.map((complaint) => (
              <ComplaintItem key={complaint.id} complaint={complaint} />
            ))}
          </ul>
        )}
        <Anchor component={Link} href={`~/desk/complaints/new?conversation=${conversation.id}`} size="sm">
          {say("conversation.file_for_them")}
        </Anchor>
      </Stack>
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A number that was given is there to be called: the question for it says so. */
function Phone({ customer }: { readonly customer: ConversationDetail["customer"] }) {
  const { say } = useLanguage();
  if (customer?.phone === undefined)
    return <Fact name={say("conversation.card.phone")}>{say("conversation.card.no_phone")}</Fact>;
  return (
    <Fact name={say("conversation.card.phone")}>
      <Anchor href={`tel:${customer.phone}`} size="sm">
        <bdi dir="ltr">{customer.phone}</bdi>
      </Anchor>{" "}
      <Text span size="xs">
        {say(customer.phoneProven ? "conversation.card.proven" : "conversation.card.typed")}
        {" · "}
        {say("conversation.card.may_call")}
      </Text>
    </Fact>
  );
}

type Conversation = ConversationDetail["conversation"];

function Channel({
  channel,
  unreachable,
}: {
  readonly channel: Conversation["channel"];
  readonly unreachable: NonNullable<Conversation["unreachable"]>["reason"] | undefined;
}) {
  const { say } = useLanguage();
  return (
    <span className={classes["channel"]}>
      <ChannelIcon channel={channel} />
      <span aria-hidden>{say(`conversation.channel.${channel}`)}</span>
      {unreachable === undefined ? null : (
        <Badge size="xs" variant="outline" color="red" tt="none">
          {say(`conversation.unreachable.${unreachable}`)}
        </Badge>
      )}
    </span>
  );
}

function ComplaintItem({ complaint }: { readonly complaint: ConversationDetail["complaints"][number] }) {
  const { say } = useLanguage();
  const { id, number, excerpt, registeredAt, closing, safety } = complaint;
  return (
    <li>
      <Link href={`~/desk/complaints/${id}`}>
        <bdi dir="ltr">{say("conversation.number", { number: { code: number } })}</bdi>
      </Link>{" "}
      {safety ? (
        <Badge size="xs" color="red.9" tt="none">
          {say("conversation.safety")}
        </Badge>
      ) : null}
      <Text size="xs">
        {say(closing === undefined ? "conversation.card.open_since" : "conversation.card.closed", {
          at: new Date(registeredAt),
        })}
      </Text>
      <Text size="sm" dir="auto" lineClamp={2}>
        {excerpt}
      </Text>
    </li>
  );
}
