-- CreateIndex
CREATE INDEX "customer_kept_idx" ON "customer"("created_at", "id") WHERE (erased_at IS NULL);
