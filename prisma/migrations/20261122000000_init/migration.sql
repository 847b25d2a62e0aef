-- CreateEnum
CREATE TYPE "language" AS ENUM ('en', 'fa', 'tr', 'ar', 'ru');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('telegram', 'whatsapp', 'sms', 'webchat', 'email', 'console');

-- CreateEnum
CREATE TYPE "door" AS ENUM ('telegram', 'whatsapp', 'sms', 'webchat', 'email', 'console', 'site', 'desk', 'system');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('agent', 'technical_officer', 'complaints_manager', 'administrator', 'auditor');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('customer', 'agent', 'system');

-- CreateEnum
CREATE TYPE "owner_kind" AS ENUM ('bot', 'waiting', 'agent');

-- CreateEnum
CREATE TYPE "direction" AS ENUM ('in', 'out');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'maybe_doubled', 'superseded');

-- CreateEnum
CREATE TYPE "attachment_state" AS ENUM ('announced', 'fetching', 'stored', 'refused');

-- CreateEnum
CREATE TYPE "attachment_origin" AS ENUM ('customer', 'staff');

-- CreateEnum
CREATE TYPE "file_source" AS ENUM ('remote', 'staged');

-- CreateEnum
CREATE TYPE "file_kind" AS ENUM ('photo', 'document', 'voice', 'video');

-- CreateEnum
CREATE TYPE "refusal_reason" AS ENUM ('kind_not_allowed', 'too_large', 'too_many_pixels', 'broken', 'unreachable', 'infected', 'too_many');

-- CreateEnum
CREATE TYPE "status" AS ENUM ('received', 'under_evaluation', 'concluded', 'closed', 'open');

-- CreateEnum
CREATE TYPE "closing" AS ENUM ('accepted', 'unanswered', 'withdrawn', 'merged', 'ruling');

-- CreateEnum
CREATE TYPE "heard_by" AS ENUM ('phone', 'counter', 'letter', 'email', 'visit');

-- CreateEnum
CREATE TYPE "level" AS ENUM ('low', 'medium', 'high');

-- CreateEnum
CREATE TYPE "decision_kind" AS ENUM ('justified', 'partly_justified', 'not_justified');

-- CreateEnum
CREATE TYPE "remedy_kind" AS ENUM ('replacement', 'refund', 'repair', 'discount', 'technical_help', 'information', 'apology', 'other');

-- CreateEnum
CREATE TYPE "consent_state" AS ENUM ('asked', 'doubted', 'answered', 'lapsed');

-- CreateEnum
CREATE TYPE "stage" AS ENUM ('first_review', 'evaluation', 'conclusion');

-- CreateEnum
CREATE TYPE "event_kind" AS ENUM ('registered', 'first_reviewed', 'routed', 'escalated', 'evaluation_started', 'assigned', 'question_asked', 'question_delivered', 'question_answered', 'question_withdrawn', 'evidence_added', 'note_added', 'sample_moved', 'decided', 'told', 'told_in_vain', 'reminded', 'accepted', 'rejected', 'doubted', 'left_open', 'closed', 'lapse_warned', 'lapsed_undone', 'withdrawn', 'merged', 'absorbed', 'reopened', 'ruling_carried_out', 'remedy_carried_out', 'remedy_missed', 'rating_asked', 'rated', 'passcode_renewed', 'clock_recomputed', 'limit_warned', 'limit_missed', 'person_asked_for');

-- CreateEnum
CREATE TYPE "timer_purpose" AS ENUM ('limit_warning', 'limit', 'reminder', 'lapse_warning', 'lapse', 'remedy_due', 'rate');

-- CreateEnum
CREATE TYPE "alert_kind" AS ENUM ('safety', 'limit_near', 'limit_missed', 'unreached', 'person_asked_for', 'remedy_due', 'reopened', 'fault');

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "language" "language" NOT NULL,
    "phone" TEXT,
    "phone_proven" BOOLEAN NOT NULL,
    "email" TEXT,
    "country" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "external_id" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "language" "language" NOT NULL,
    "language_chosen" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "owner_kind" "owner_kind" NOT NULL,
    "owner_agent_id" UUID,
    "owner_since" TIMESTAMPTZ(3),
    "state" JSON NOT NULL,
    "granted_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_inbound_at" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "direction" "direction" NOT NULL,
    "channel" "channel" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSON NOT NULL,
    "complaint_id" UUID,
    "sent_at" TIMESTAMPTZ(3),
    "external_id" TEXT,
    "attachment_ids" UUID[],
    "client_id" TEXT,
    "unassigned" BOOLEAN NOT NULL DEFAULT false,
    "fault_code" TEXT,
    "author_agent_id" UUID,
    "purpose" TEXT,
    "delivery_state" "delivery_state",
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "provider_id" TEXT,
    "failure" TEXT,
    "unsent" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "customer_id" UUID,
    "complaint_id" UUID,
    "channel" "channel",
    "origin" "attachment_origin" NOT NULL,
    "source_kind" "file_source" NOT NULL,
    "source_ref" TEXT NOT NULL,
    "kind" "file_kind" NOT NULL,
    "name" TEXT,
    "state" "attachment_state" NOT NULL,
    "refusal" "refusal_reason",
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "stored_at" TIMESTAMPTZ(3),
    "type" TEXT,
    "bytes" INTEGER,
    "original_key" TEXT,
    "original_sha256" TEXT,
    "clean_key" TEXT,
    "clean_sha256" TEXT,
    "thumbnail_key" TEXT,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "passcode_hash" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "customer_id" UUID NOT NULL,
    "filed_by_kind" "actor_kind" NOT NULL,
    "filed_by_customer_id" UUID,
    "filed_by_agent_id" UUID,
    "filed_by_role" "role",
    "filed_by_rule" TEXT,
    "door" "door" NOT NULL,
    "heard_by" "heard_by",
    "language" "language" NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "status" NOT NULL,
    "closing" "closing",
    "closed_at" TIMESTAMPTZ(3),
    "merged_into_id" UUID,
    "category" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "product" TEXT,
    "lot" TEXT,
    "order_number" TEXT,
    "expectation" TEXT,
    "department" TEXT,
    "escalated_at" TIMESTAMPTZ(3),
    "review_at" TIMESTAMPTZ(3),
    "review_by" UUID,
    "review_severity" "level",
    "review_safety" BOOLEAN,
    "review_complexity" "level",
    "review_impact" "level",
    "review_immediate_action" BOOLEAN,
    "review_note" TEXT,
    "ruling_at" TIMESTAMPTZ(3),
    "ruling_by" UUID,
    "ruling_body" TEXT,
    "ruling_reference" TEXT,
    "ruling_orders" TEXT,
    "ruling_carried_out_at" TIMESTAMPTZ(3),
    "ruling_carried_out_by" UUID,
    "ruling_carried_out_note" TEXT,
    "rating_asked_at" TIMESTAMPTZ(3),
    "rating_at" TIMESTAMPTZ(3),
    "rating_handling" INTEGER,
    "rating_outcome" INTEGER,
    "rating_effort" INTEGER,
    "rating_words" TEXT,
    "queue_at" TIMESTAMPTZ(3) NOT NULL,
    "queue_stage" "stage",
    "queue_evaluator_id" UUID,
    "queue_safety" BOOLEAN NOT NULL,
    "waiting_for_customer" BOOLEAN NOT NULL,

    CONSTRAINT "complaint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "round" (
    "complaint_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "evaluator_id" UUID,
    "told_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision" "decision_kind",
    "report" TEXT,
    "decision_attachment_ids" UUID[],
    "alternatives" JSON,

    CONSTRAINT "round_pkey" PRIMARY KEY ("complaint_id","round")
);

-- CreateTable
CREATE TABLE "remedy" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "alternative" TEXT,
    "kind" "remedy_kind" NOT NULL,
    "what" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "by" DATE NOT NULL,
    "promised_at" TIMESTAMPTZ(3),
    "missed_at" TIMESTAMPTZ(3),
    "carried_out_at" TIMESTAMPTZ(3),
    "carried_out_by" UUID,
    "carried_out_note" TEXT,

    CONSTRAINT "remedy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_question" (
    "complaint_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "text_hash" TEXT NOT NULL,
    "language" "language" NOT NULL,
    "state" "consent_state" NOT NULL,
    "answers" JSON NOT NULL,
    "reminded_at" TIMESTAMPTZ(3)[],
    "lapses_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_question_pkey" PRIMARY KEY ("complaint_id","round")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answer_words" TEXT,
    "answer_attachment_ids" UUID[],
    "answer_door" "door",

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sample" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "steps" JSON NOT NULL,

    CONSTRAINT "sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_kind" "actor_kind" NOT NULL,
    "by_customer_id" UUID,
    "by_agent_id" UUID,
    "by_role" "role",
    "by_rule" TEXT,
    "door" "door" NOT NULL,
    "words" TEXT,
    "attachment_ids" UUID[],
    "internal" BOOLEAN NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_clock" (
    "complaint_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "stage" "stage" NOT NULL,
    "round" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "limit_days" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "calendar_version" INTEGER NOT NULL,
    "proof" JSON NOT NULL,
    "pauses" JSON NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "missed_at" TIMESTAMPTZ(3),
    "trace" JSON NOT NULL,

    CONSTRAINT "stage_clock_pkey" PRIMARY KEY ("complaint_id","position")
);

-- CreateTable
CREATE TABLE "complaint_event" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "event_kind" NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_customer_id" UUID,
    "actor_agent_id" UUID,
    "actor_role" "role",
    "actor_rule" TEXT,
    "door" "door" NOT NULL,
    "facts" JSON NOT NULL,

    CONSTRAINT "complaint_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timer" (
    "key" TEXT NOT NULL,
    "complaint_id" UUID NOT NULL,
    "purpose" "timer_purpose" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "round" INTEGER,
    "detail" TEXT,

    CONSTRAINT "timer_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" "alert_kind" NOT NULL,
    "complaint_id" UUID,
    "conversation_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" UUID,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "departments" TEXT[],
    "language" "language" NOT NULL,
    "password_hash" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "token_hash" TEXT NOT NULL,
    "agent_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "token_hash" TEXT NOT NULL,
    "agent_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "audit_line" (
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "facts" JSON NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_line_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "calendar" (
    "version" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "week" JSON NOT NULL,
    "special_days" JSON NOT NULL,
    "known_until" DATE NOT NULL,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "conversation_customer_id_idx" ON "conversation"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_channel_external_id_key" ON "conversation"("channel", "external_id");

-- CreateIndex
CREATE INDEX "message_outbox_due_idx" ON "message"("channel", "next_attempt_at") WHERE (unsent);

-- CreateIndex
CREATE INDEX "message_outbox_order_idx" ON "message"("conversation_id", "seq") WHERE (unsent);

-- CreateIndex
CREATE UNIQUE INDEX "message_conversation_id_seq_key" ON "message"("conversation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "message_inbound_key" ON "message"("channel", "external_id") WHERE (external_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "attachment_unclaimed_idx" ON "attachment"("customer_id", "announced_at") WHERE (complaint_id IS NULL);

-- CreateIndex
CREATE INDEX "attachment_complaint_idx" ON "attachment"("complaint_id") WHERE (complaint_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "attachment_to_fetch_idx" ON "attachment"("announced_at") WHERE (state = 'announced' OR state = 'fetching');

-- CreateIndex
CREATE UNIQUE INDEX "complaint_number_key" ON "complaint"("number");

-- CreateIndex
CREATE INDEX "complaint_status_queue_at_id_idx" ON "complaint"("status", "queue_at", "id");

-- CreateIndex
CREATE INDEX "complaint_department_status_queue_at_id_idx" ON "complaint"("department", "status", "queue_at", "id");

-- CreateIndex
CREATE INDEX "complaint_queue_evaluator_id_status_queue_at_id_idx" ON "complaint"("queue_evaluator_id", "status", "queue_at", "id");

-- CreateIndex
CREATE INDEX "complaint_category_status_queue_at_id_idx" ON "complaint"("category", "status", "queue_at", "id");

-- CreateIndex
CREATE INDEX "complaint_unassigned_idx" ON "complaint"("status", "queue_at", "id") WHERE (queue_evaluator_id IS NULL);

-- CreateIndex
CREATE INDEX "complaint_safety_idx" ON "complaint"("status", "queue_at", "id") WHERE (queue_safety);

-- CreateIndex
CREATE INDEX "complaint_waiting_idx" ON "complaint"("status", "queue_at", "id") WHERE (waiting_for_customer);

-- CreateIndex
CREATE INDEX "complaint_customer_id_registered_at_idx" ON "complaint"("customer_id", "registered_at");

-- CreateIndex
CREATE INDEX "remedy_complaint_id_round_idx" ON "remedy"("complaint_id", "round");

-- CreateIndex
CREATE UNIQUE INDEX "question_complaint_id_position_key" ON "question"("complaint_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "sample_complaint_id_position_key" ON "sample"("complaint_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_complaint_id_position_key" ON "evidence"("complaint_id", "position");

-- CreateIndex
CREATE INDEX "stage_clock_running_idx" ON "stage_clock"("calendar_version", "complaint_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "complaint_event_complaint_id_ordinal_key" ON "complaint_event"("complaint_id", "ordinal");

-- CreateIndex
CREATE INDEX "alert_open_idx" ON "alert"("at", "id") WHERE (settled_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "agent_email_key" ON "agent"("email");

-- CreateIndex
CREATE INDEX "staff_session_agent_id_created_at_idx" ON "staff_session"("agent_id", "created_at");

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner_agent_id_fkey" FOREIGN KEY ("owner_agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_author_agent_id_fkey" FOREIGN KEY ("author_agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_filed_by_customer_id_fkey" FOREIGN KEY ("filed_by_customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_filed_by_agent_id_fkey" FOREIGN KEY ("filed_by_agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_review_by_fkey" FOREIGN KEY ("review_by") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_ruling_by_fkey" FOREIGN KEY ("ruling_by") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_ruling_carried_out_by_fkey" FOREIGN KEY ("ruling_carried_out_by") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_queue_evaluator_id_fkey" FOREIGN KEY ("queue_evaluator_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_evaluator_id_fkey" FOREIGN KEY ("evaluator_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "remedy" ADD CONSTRAINT "remedy_complaint_id_round_fkey" FOREIGN KEY ("complaint_id", "round") REFERENCES "round"("complaint_id", "round") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "remedy" ADD CONSTRAINT "remedy_carried_out_by_fkey" FOREIGN KEY ("carried_out_by") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_question" ADD CONSTRAINT "consent_question_complaint_id_round_fkey" FOREIGN KEY ("complaint_id", "round") REFERENCES "round"("complaint_id", "round") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample" ADD CONSTRAINT "sample_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_by_customer_id_fkey" FOREIGN KEY ("by_customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_by_agent_id_fkey" FOREIGN KEY ("by_agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_clock" ADD CONSTRAINT "stage_clock_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_clock" ADD CONSTRAINT "stage_clock_calendar_version_fkey" FOREIGN KEY ("calendar_version") REFERENCES "calendar"("version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_event" ADD CONSTRAINT "complaint_event_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_event" ADD CONSTRAINT "complaint_event_actor_customer_id_fkey" FOREIGN KEY ("actor_customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_event" ADD CONSTRAINT "complaint_event_actor_agent_id_fkey" FOREIGN KEY ("actor_agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timer" ADD CONSTRAINT "timer_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_settled_by_fkey" FOREIGN KEY ("settled_by") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Ends the statement, and with it everything it wrote, when fewer rows were changed than were loaded.
CREATE FUNCTION "expect_rows"(changed bigint, loaded integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF changed <> loaded THEN
    RAISE EXCEPTION 'another commit came first' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN true;
END
$$;

-- A conversation is updated at every turn and its message at every attempt to send: room on the page keeps the indexes out of it.
ALTER TABLE "conversation" SET (fillfactor = 70);
ALTER TABLE "message" SET (fillfactor = 85);
