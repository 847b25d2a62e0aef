-- CreateEnum
CREATE TYPE "unreachable_reason" AS ENUM ('blocked', 'opted_out', 'unreachable');

-- CreateEnum
CREATE TYPE "join_proof" AS ENUM ('passcode', 'code');

-- CreateEnum
CREATE TYPE "hold" AS ENUM ('album', 'quiet', 'window');

-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'channel_trouble';

-- AlterEnum
ALTER TYPE "event_kind" ADD VALUE 'notice_failed';
ALTER TYPE "event_kind" ADD VALUE 'channel_joined';
ALTER TYPE "event_kind" ADD VALUE 'channel_parted';

-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "channel" "channel";

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "join_proof" "join_proof",
ADD COLUMN     "joined_at" TIMESTAMPTZ(3),
ADD COLUMN     "joined_from_id" UUID,
ADD COLUMN     "unreachable_reason" "unreachable_reason",
ADD COLUMN     "unreachable_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "hold" "hold",
ADD COLUMN     "invited_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "throttle" ADD COLUMN     "failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- What may be sent is of no worth after a crash, and a log that is forced to the disk would cost each batch a millisecond. Room on the
-- pages, so that a row that is written again and again stays where it is.
CREATE UNLOGGED TABLE "bucket" (
    "key" TEXT NOT NULL,
    "full_at" DOUBLE PRECISION NOT NULL,
    "blocked_until" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "granted" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "bucket_pkey" PRIMARY KEY ("key")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "bookmark" (
    "key" TEXT NOT NULL,
    "value" BIGINT,
    "holder" TEXT,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "bookmark_pkey" PRIMARY KEY ("key")
) WITH (fillfactor = 50);

-- CreateIndex
CREATE UNIQUE INDEX "alert_channel_key" ON "alert"("kind", "channel") WHERE (channel IS NOT NULL AND settled_at IS NULL);

-- CreateIndex
CREATE INDEX "customer_erased_idx" ON "customer"("erased_at") WHERE (erased_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "message_held_idx" ON "message"("conversation_id") WHERE (hold IS NOT NULL);

-- CreateIndex
CREATE INDEX "message_purpose_idx" ON "message"("complaint_id", "purpose") WHERE (purpose IS NOT NULL);

-- CreateIndex
CREATE INDEX "message_pace_idx" ON "message"("conversation_id", "sent_at") WHERE (attempts > 0 AND sent_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_joined_from_id_fkey" FOREIGN KEY ("joined_from_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
