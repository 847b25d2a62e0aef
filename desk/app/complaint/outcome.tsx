import { Text } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { Fact, Facts, Words } from "./facts.tsx";
import { Section } from "./section.tsx";
import type { ComplaintDetail } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

/** What an outside body ruled, and how satisfied the customer was. */
export function Outcome({ complaint: { ruling, rating, ratingAskedAt } }: ComplaintDetail) {
  const { say } = useLanguage();
  const names = useNames();
  return (
    <>
      {ruling !== undefined && (
        <Section title={say("complaint.ruling")}>
          <Facts>
            <Fact name={say("complaint.ruling.body")}>{ruling.body}</Fact>
            <Fact name={say("complaint.ruling.reference")}>{ruling.reference}</Fact>
          </Facts>
          <Words>{ruling.orders}</Words>
          {ruling.carriedOut !== undefined && (
            <Text size="sm" dir="auto">
              {say("complaint.done.by", { who: names.agent(ruling.carriedOut.by), at: new Date(ruling.carriedOut.at) })}{" "}
              {ruling.carriedOut.note}
            </Text>
          )}
        </Section>
      )}
      {(rating !== undefined || ratingAskedAt !== undefined) && (
        <Section title={say("complaint.rating")}>
          {rating === undefined ? (
            <Text size="sm">{say("complaint.rating.asked", { at: new Date(ratingAskedAt ?? 0) })}</Text>
          ) : (
            <Facts>
              <Fact name={say("complaint.rating.handling")}>
                {say("complaint.rating.mark", { mark: rating.handling })}
              </Fact>
              <Fact name={say("complaint.rating.outcome")}>
                {say("complaint.rating.mark", { mark: rating.outcome })}
              </Fact>
              <Fact name={say("complaint.rating.effort")}>{say("complaint.rating.mark", { mark: rating.effort })}</Fact>
              <Fact name={say("complaint.rating.words")}>{rating.words}</Fact>
            </Facts>
          )}
        </Section>
      )}
    </>
  );
}
