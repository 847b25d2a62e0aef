-- AlterTable
ALTER TABLE "complaint_words" ALTER COLUMN "words" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "complaint_words_missing_idx" ON "complaint_words"("complaint_id") WHERE (words IS NULL);

-- CreateIndex
CREATE INDEX "customer_wordless_idx" ON "customer"("id") WHERE (words IS NULL);

-- The words of those that are there already are drawn by the program, in the background (core/store/sql/fill-words.ts).
INSERT INTO "complaint_words" ("complaint_id", "customer_id", "registered_at") SELECT "id", "customer_id", "registered_at" FROM "complaint"
ON CONFLICT DO NOTHING;
