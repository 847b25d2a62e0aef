import { createHash } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js";

/** How a plain HTTP gateway is called. Templates hold `{to}`, `{to_digits}`, `{to_national}`, `{text}`, `{id}` and `{id_number}`. */
export interface RequestTemplate {
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly type: "json" | "form" | "text"; readonly template: string } | undefined;
}

/** One text to one number, in E.164; `id` is the same at each attempt. */
export interface GatewayText {
  readonly phone: string;
  readonly text: string;
  readonly id: string;
}

/** A request ready to be sent. */
export interface GatewayRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const types = {
  json: "application/json; charset=utf-8",
  form: "application/x-www-form-urlencoded",
  text: "text/plain; charset=utf-8",
} as const;

/** Fills the templates for one text; every value is encoded for the place where it stands, so that no word can become a field. */
export function requestFor(text: GatewayText, { url, method, headers, body }: RequestTemplate): GatewayRequest {
  const values = valuesOf(text);
  const filledUrl = filled(url, values, encodeURIComponent);
  if (body === undefined) return { url: filledUrl, method, headers };
  return {
    url: filledUrl,
    method,
    headers: { "content-type": types[body.type], ...lowerCased(headers) },
    body: bodyOf(body, values),
  };
}

type Values = ReadonlyMap<string, string>;

function valuesOf({ phone, text, id }: GatewayText): Values {
  return new Map([
    ["to", phone],
    ["to_digits", phone.replace("+", "")],
    ["to_national", nationalForm(phone)],
    ["text", text],
    ["id", id],
    ["id_number", String(numberOf(id))],
  ]);
}

/** As it is dialled at home, with the trunk prefix where the country has one: 0912… in Iran, 0532… in Türkiye. */
function nationalForm(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatNational().replace(/\D/gu, "") ?? phone.replace("+", "");
}

/** 52 bits of the id's hash: the same for the same id, and safe in every JSON reader (RFC 8259, section 6). */
function numberOf(id: string): number {
  return Number.parseInt(createHash("sha256").update(id).digest("hex").slice(0, 13), 16);
}

function bodyOf({ type, template }: NonNullable<RequestTemplate["body"]>, values: Values): string {
  switch (type) {
    case "json":
      return JSON.stringify(filledJson(JSON.parse(template), values));
    case "form":
      return new URLSearchParams(
        [...new URLSearchParams(template)].map(([name, value]) => [name, filled(value, values)]),
      ).toString();
    case "text":
      return filled(template, values);
  }
}

function filledJson(value: unknown, values: Values): unknown {
  if (typeof value === "string") return filled(value, values);
  if (Array.isArray(value)) return value.map((each) => filledJson(each, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filledJson(each, values)]));
}

/** In one pass, so that a customer's own "{to}" stays as written. */
function filled(template: string, values: Values, encode: (value: string) => string = (value) => value): string {
  return template.replace(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : encode(value);
  });
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
