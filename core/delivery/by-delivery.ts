/** Who acts when a complaint changes because of what became of a message. */
export const byDelivery = { actor: { kind: "system" as const, rule: "delivery" }, door: "system" as const };
