-- CreateIndex
CREATE INDEX "attachment_never_sent_idx" ON "attachment"("announced_at", "id") WHERE (complaint_id IS NULL AND customer_id IS NULL AND origin = 'customer');
