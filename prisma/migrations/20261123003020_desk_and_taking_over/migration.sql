-- CreateEnum
CREATE TYPE "ownership_reason" AS ENUM ('asked', 'not_understood', 'safety', 'fault', 'taken', 'transferred', 'away', 'given_back', 'asked_for_bot', 'began');

-- CreateEnum
CREATE TYPE "duty" AS ENUM ('on', 'away');

-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'mentioned';

-- AlterEnum
ALTER TYPE "event_kind" ADD VALUE 'taken_over';
ALTER TYPE "event_kind" ADD VALUE 'given_back';
ALTER TYPE "event_kind" ADD VALUE 'handed_on';
ALTER TYPE "event_kind" ADD VALUE 'nobody_came';

-- DropIndex
DROP INDEX "alert_open_idx";

-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "absences" JSON,
ADD COLUMN     "duty" "duty",
ADD COLUMN     "hours" JSON,
ADD COLUMN     "preferences" JSON,
ADD COLUMN     "seen_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "agent_id" UUID;

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "listed_hour" TIMESTAMPTZ(3),
ADD COLUMN     "owner_department" TEXT,
ADD COLUMN     "owner_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "owner_offered_to" UUID,
ADD COLUMN     "owner_promised_at" TIMESTAMPTZ(3),
ADD COLUMN     "owner_why" "ownership_reason";

-- Those in line asked for a person: there was no other way into it.
UPDATE "conversation" SET
  "listed_hour" = date_trunc('hour', coalesce("last_inbound_at", "created_at"), 'UTC'),
  "owner_why" = CASE "owner_kind" WHEN 'waiting' THEN 'asked'::"ownership_reason" END;

ALTER TABLE "conversation" ALTER COLUMN "listed_hour" SET NOT NULL;

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "words" tsvector;

-- CreateTable
CREATE TABLE "ownership" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "kind" "owner_kind" NOT NULL,
    "agent_id" UUID,
    "department" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "why" "ownership_reason" NOT NULL,
    "note" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "ordinal" BIGSERIAL NOT NULL,

    CONSTRAINT "ownership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint_words" (
    "complaint_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "complaint_words_pkey" PRIMARY KEY ("complaint_id")
);

-- CreateTable
CREATE TABLE "settings_version" (
    "section" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSON NOT NULL,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "settings_version_pkey" PRIMARY KEY ("section","version")
);

-- CreateIndex
CREATE INDEX "ownership_conversation_id_ordinal_idx" ON "ownership"("conversation_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "ownership_open_key" ON "ownership"("conversation_id") WHERE (ended_at IS NULL);

-- CreateIndex. Without a list of what is to be entered later: every search would read it from end to end.
CREATE INDEX "complaint_words_idx" ON "complaint_words" USING GIN ("words" tsvector_ops) WITH (fastupdate = off);

-- CreateIndex
CREATE INDEX "complaint_words_newest_idx" ON "complaint_words"("registered_at", "complaint_id");

-- CreateIndex
CREATE INDEX "complaint_words_customer_idx" ON "complaint_words"("customer_id");

-- CreateIndex
CREATE INDEX "alert_open_idx" ON "alert"("at", "id") WHERE (settled_at IS NULL AND agent_id IS NULL);

-- CreateIndex
CREATE INDEX "alert_addressee_idx" ON "alert"("agent_id", "at", "id") WHERE (settled_at IS NULL AND agent_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "audit_line_subject_seq_idx" ON "audit_line"("subject", "seq");

-- CreateIndex
CREATE INDEX "conversation_listed_idx" ON "conversation"("listed_hour");

-- CreateIndex
CREATE INDEX "conversation_agent_idx" ON "conversation"("owner_agent_id") WHERE (owner_agent_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "conversation_offered_idx" ON "conversation"("owner_offered_to") WHERE (owner_offered_to IS NOT NULL);

-- CreateIndex
CREATE INDEX "conversation_taken_idx" ON "conversation"("listed_hour") WHERE (owner_kind = 'agent'::owner_kind);

-- CreateIndex
CREATE INDEX "conversation_waiting_idx" ON "conversation"("owner_since", "id") WHERE (owner_kind = 'waiting'::owner_kind);

-- CreateIndex
CREATE INDEX "conversation_line_idx" ON "conversation"("owner_department", "owner_since", "id") WHERE (owner_kind = 'waiting'::owner_kind);

-- CreateIndex
CREATE INDEX "conversation_due_idx" ON "conversation"("owner_due_at", "id") WHERE (owner_due_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner_offered_to_fkey" FOREIGN KEY ("owner_offered_to") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ownership" ADD CONSTRAINT "ownership_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ownership" ADD CONSTRAINT "ownership_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_words" ADD CONSTRAINT "complaint_words_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the index of words finds of "index", of which "wanted" holds, before a place. Functions for the sake of their settings: the planner knows no
-- better than a guess of how many complaints have a word that begins so, and would walk through all of them for a rare one.
CREATE FUNCTION "gather_words"("index" tsquery, "wanted" tsquery, "moment" timestamptz, "beyond" uuid, "most" integer)
RETURNS TABLE ("complaint_id" uuid, "registered_at" timestamptz) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN QUERY SELECT w.complaint_id, w.registered_at::timestamptz
  FROM (SELECT * FROM complaint_words one WHERE one.words @@ index OFFSET 0) w
  WHERE w.words @@ wanted AND (w.registered_at, w.complaint_id) < (moment, beyond) LIMIT most;
END
$$;

-- The newest before a place of which "wanted" holds, at most "most", among the newest "farthest".
CREATE FUNCTION "walk_words"("wanted" tsquery, "moment" timestamptz, "beyond" uuid, "most" integer, "farthest" integer)
RETURNS TABLE ("complaint_id" uuid, "registered_at" timestamptz) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN QUERY SELECT w.complaint_id, w.registered_at::timestamptz FROM (
    SELECT * FROM complaint_words one WHERE (one.registered_at, one.complaint_id) < (moment, beyond)
    ORDER BY one.registered_at DESC, one.complaint_id DESC LIMIT farthest
  ) w WHERE w.words @@ wanted LIMIT most;
END
$$;
