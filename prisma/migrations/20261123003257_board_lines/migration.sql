-- CreateEnum
CREATE TYPE "line_kind" AS ENUM ('received', 'open', 'due_first_review', 'due_evaluation', 'due_conclusion', 'stage_first_review', 'stage_evaluation', 'stage_conclusion', 'concluded', 'cured', 'accepted', 'rejected', 'partly', 'ended_accepted', 'ended_unanswered', 'ended_withdrawn', 'ended_merged', 'ended_ruling', 'left_open', 'reopened', 'rated_handling', 'rated_outcome', 'rated_effort');

-- AlterTable
ALTER TABLE "stage_clock" ADD COLUMN     "days_taken" REAL;

-- CreateTable
CREATE TABLE "board_line" (
    "complaint_id" UUID NOT NULL,
    "kind" "line_kind" NOT NULL,
    "round" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "department" TEXT,
    "category" TEXT NOT NULL,
    "evaluator_id" UUID,
    "door" "door" NOT NULL,
    "value" REAL,
    "late" BOOLEAN,

    CONSTRAINT "board_line_pkey" PRIMARY KEY ("complaint_id","kind","round")
);

-- CreateIndex
CREATE INDEX "board_line_idx" ON "board_line"("kind", "at", "complaint_id", "round", "department", "category", "evaluator_id", "door", "value", "late");

-- CreateIndex
CREATE INDEX "complaint_event_failed_idx" ON "complaint_event"("at", "id") WHERE (kind = 'notice_failed'::event_kind);

-- CreateIndex
CREATE INDEX "ownership_board_idx" ON "ownership"("kind", "started_at", "id") WHERE (kind <> 'bot'::owner_kind);

-- The lines of the complaints that are there already, as core/improvement/board-line.ts draws them. How many days their stages took is not known.
INSERT INTO "board_line" (complaint_id, kind, round, at, department, category, evaluator_id, door, value, late)
SELECT c.id, l.kind::line_kind, l.round, l.at, c.department, c.category, coalesce(l.evaluator_id, c.queue_evaluator_id), coalesce(l.door, c.door), l.value, l.late
FROM complaint c
CROSS JOIN LATERAL (
  SELECT 'received' AS kind, 0 AS round, c.registered_at AS at, NULL::uuid AS evaluator_id, NULL::door AS door, NULL::real AS value, NULL::boolean AS late
  UNION ALL
  SELECT 'open', 0, c.registered_at, NULL, NULL, NULL, NULL WHERE c.status NOT IN ('closed', 'open')
  UNION ALL
  SELECT 'due_' || s.stage, s.round, s.due_at, NULL, NULL, NULL, NULL FROM stage_clock s
  WHERE s.complaint_id = c.id AND s.ended_at IS NULL AND c.status NOT IN ('closed', 'open')
    AND NOT EXISTS (SELECT FROM json_array_elements(s.pauses) pause WHERE pause ->> 'to' IS NULL)
  UNION ALL
  SELECT 'stage_' || s.stage, s.round, s.ended_at, CASE s.stage WHEN 'first_review' THEN c.review_by ELSE r.evaluator_id END, NULL, s.days_taken, s.ended_at > s.due_at
  FROM stage_clock s LEFT JOIN round r ON r.complaint_id = s.complaint_id AND r.round = s.round
  WHERE s.complaint_id = c.id AND s.ended_at IS NOT NULL
    AND CASE s.stage WHEN 'first_review' THEN c.review_at WHEN 'evaluation' THEN r.decided_at ELSE r.told_at END IS NOT NULL
  UNION ALL
  SELECT 'concluded', r.round, r.decided_at, r.evaluator_id, NULL, NULL, NULL FROM round r WHERE r.complaint_id = c.id AND r.decided_at IS NOT NULL
  UNION ALL
  SELECT 'cured', 1, r.decided_at, r.evaluator_id, NULL, NULL, NULL FROM round r
  WHERE r.complaint_id = c.id AND r.round = 1 AND r.decided_at IS NOT NULL AND c.closing = 'accepted'
    AND NOT EXISTS (SELECT FROM round later WHERE later.complaint_id = c.id AND later.round = 2)
  UNION ALL
  SELECT ending.kind, ending.round, (a.answer ->> 'at')::timestamptz, CASE WHEN ending.round = 0 THEN NULL ELSE r.evaluator_id END,
    CASE WHEN ending.round = 0 THEN NULL ELSE (a.answer ->> 'door')::door END, NULL, NULL
  FROM round r
  JOIN consent_question q ON q.complaint_id = r.complaint_id AND q.round = r.round AND q.state = 'answered'
  CROSS JOIN LATERAL (
    SELECT answer FROM json_array_elements(q.answers) WITH ORDINALITY given(answer, place)
    WHERE answer ->> 'answer' <> 'doubt' ORDER BY place DESC LIMIT 1
  ) a
  CROSS JOIN LATERAL (
    SELECT CASE a.answer ->> 'answer' WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' ELSE 'partly' END AS kind, r.round AS round
    UNION ALL
    SELECT 'left_open', 0 WHERE r.round = 2 AND a.answer ->> 'answer' <> 'accept'
  ) ending
  WHERE r.complaint_id = c.id AND r.decided_at IS NOT NULL
  UNION ALL
  SELECT 'ended_' || c.closing, 0, c.closed_at, NULL, NULL, NULL, NULL WHERE c.closing IS NOT NULL AND c.closed_at IS NOT NULL
  UNION ALL
  SELECT 'reopened', 0, c.ruling_at, NULL, NULL, NULL, NULL WHERE c.ruling_at IS NOT NULL
  UNION ALL
  SELECT 'rated_' || mark.name, 0, c.rating_at, NULL, NULL, mark.value, NULL
  FROM (VALUES ('handling', c.rating_handling), ('outcome', c.rating_outcome), ('effort', c.rating_effort)) mark(name, value)
  WHERE c.rating_at IS NOT NULL
) l
ON CONFLICT DO NOTHING;
