-- AlterTable
ALTER TABLE "message" ADD COLUMN     "secret" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "message_secret_idx" ON "message"("at") WHERE (secret);
