-- CreateIndex
CREATE INDEX "conversation_former_idx" ON "conversation"("joined_from_id") WHERE (joined_from_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "customer_number_idx" ON "customer"("phone") WHERE (phone_proven);
