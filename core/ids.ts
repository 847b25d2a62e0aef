/** A string that may only be used as the identifier of one kind of thing. */
type Brand<Name extends string> = string & { readonly __brand: Name };

export type CustomerId = Brand<"CustomerId">;
export type ComplaintId = Brand<"ComplaintId">;
export type ConversationId = Brand<"ConversationId">;
export type MessageId = Brand<"MessageId">;
export type AttachmentId = Brand<"AttachmentId">;
export type AgentId = Brand<"AgentId">;
export type QuestionId = Brand<"QuestionId">;
export type OwnershipId = Brand<"OwnershipId">;
export type RemedyId = Brand<"RemedyId">;
export type EventId = Brand<"EventId">;
/** Ten digits, the last a check digit; what customer and staff call a complaint by. */
export type TrackingNumber = Brand<"TrackingNumber">;
/** Key of a department in the organisation's profile, for example `service`. */
export type DepartmentKey = Brand<"DepartmentKey">;
/** Key of a category in the organisation's tree, its path joined by dots, for example `product.cured-hard`. */
export type CategoryKey = Brand<"CategoryKey">;
/** A calendar day without a time zone, `YYYY-MM-DD`. */
export type PlainDate = Brand<"PlainDate">;

/** Marks `value` as the identifier that the caller asks for; the only place where a string becomes one. */
export function brand<Id extends Brand<string>>(value: string): Id {
  return value as Id;
}
