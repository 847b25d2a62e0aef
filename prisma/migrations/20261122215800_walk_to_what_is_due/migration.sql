-- Leases a channel's oldest due messages: of each conversation the first that is not held back for later, and none while another is on its
-- way, or while more than "pace" were sent since "since". A function for the sake of its settings: an outbox is empty when statistics are
-- made of it and full when it matters, and the planner would gather and sort all that is due for each handful. So it walks along the
-- index of what is due and stops at the last one that it takes; OFFSET keeps the looks at a conversation from becoming joins. Taking a message
-- writes no column of any index.
CREATE FUNCTION "take_due"("lane" "channel", "moment" timestamptz, "until" timestamptz, "most" integer, "pace" integer, "since" timestamptz)
RETURNS TABLE ("document" json, "address" text, "written" timestamptz) LANGUAGE plpgsql
SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN QUERY WITH due AS (
    SELECT m.id FROM message m
    WHERE m.channel = lane AND m.unsent AND m.next_attempt_at <= moment AND (m.leased_until IS NULL OR m.leased_until <= moment)
      AND NOT EXISTS (
        SELECT FROM message e WHERE e.conversation_id = m.conversation_id AND e.unsent AND e.id <> m.id AND (
          e.leased_until > moment OR e.seq < m.seq AND (e.hold IS NULL OR e.hold = 'album' OR e.next_attempt_at <= moment)
        ) OFFSET 0
      )
      AND (since IS NULL OR NOT EXISTS (
        SELECT FROM message s
        WHERE s.conversation_id = m.conversation_id AND s.attempts > 0 AND s.sent_at IS NOT NULL AND s.sent_at > since OFFSET pace
      ))
    ORDER BY m.next_attempt_at LIMIT most FOR UPDATE SKIP LOCKED
  )
  UPDATE message m
  SET delivery_state = 'sending', leased_until = until,
    failure = CASE m.delivery_state WHEN 'sending' THEN 'lapsed' ELSE m.failure END
  FROM conversation co
  WHERE m.id = ANY (ARRAY(SELECT due.id FROM due)) AND co.id = m.conversation_id
  RETURNING row_to_json(m), co.external_id, co.last_inbound_at;
END
$$;
