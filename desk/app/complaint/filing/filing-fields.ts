import type { Language } from "../../../../core/language/language.ts";
import type { PickedFile } from "../forms/file-picker.tsx";
import { written } from "../forms/words-field.tsx";

export const heardByWays = ["phone", "counter", "letter", "email", "visit"] as const;

/** A complaint as staff write it down. */
export interface FilingFields {
  readonly language: Language;
  readonly heardBy: (typeof heardByWays)[number];
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly category: string;
  readonly description: string;
  readonly product: string;
  readonly lot: string;
  readonly orderNumber: string;
  readonly expectation: string;
  readonly files: readonly PickedFile[];
  /** Names this filing: sent twice, it is filed once. */
  readonly once: string;
}

/** An empty sheet. */
export function newFiling(language: Language): FilingFields {
  return {
    language,
    heardBy: "phone",
    name: "",
    phone: "",
    email: "",
    category: "",
    description: "",
    product: "",
    lot: "",
    orderNumber: "",
    expectation: "",
    files: [],
    once: crypto.randomUUID(),
  };
}

/** What is sent; `conversationId` where the customer told it in a conversation. */
export function filingBody(fields: FilingFields, conversationId: string | undefined): object {
  const given = (name: string, words: string): object => {
    const said = written(words);
    return said === undefined ? {} : { [name]: said };
  };
  return {
    ...(conversationId === undefined ? {} : { conversationId }),
    customer: {
      language: fields.language,
      ...given("name", fields.name),
      ...given("phone", fields.phone),
      ...given("email", fields.email),
    },
    heardBy: fields.heardBy,
    matter: {
      category: fields.category,
      description: fields.description.trim(),
      ...given("product", fields.product),
      ...given("lot", fields.lot),
      ...given("orderNumber", fields.orderNumber),
      ...given("expectation", fields.expectation),
    },
    attachments: fields.files.map(({ id }) => id),
  };
}
