import type { Trouble } from "../channel/status-report.ts";
import type { PartReport } from "./part-report.ts";
import type { ConfigTrouble } from "./trouble.ts";
import type { Environment, VariableName } from "./variables.ts";

/** How SMS is sent, beside Twilio. */
export interface SmsConfig {
  /** Undefined: none. */
  readonly gateway: SmsGatewayConfig | undefined;
  /** Messages in one second, of all processes. */
  readonly perSecond: number;
  /** Parts in a day. */
  readonly limits: { readonly number: number; readonly country: number; readonly day: number };
}

/** A gateway that is called by plain HTTP; every template is one that can be filled. */
export interface SmsGatewayConfig {
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly type: "json" | "form" | "text"; readonly template: string } | undefined;
  /** Status codes, from and to, and what the answer must match. */
  readonly success: { readonly statuses: readonly (readonly [number, number])[]; readonly pattern?: RegExp };
  /** The first that matches the status code, a space and the answer says what the matter is. */
  readonly troubles: readonly { readonly trouble: Trouble; readonly pattern: RegExp }[];
  readonly id: { readonly path: readonly string[] } | { readonly pattern: RegExp } | undefined;
  /** Empty: every number. */
  readonly prefixes: readonly string[];
  readonly inbound:
    | {
        readonly secret: string;
        /** Undefined: the usual names are tried. */
        readonly fields:
          { readonly from: string; readonly text: string; readonly id?: string; readonly at?: string } | undefined;
      }
    | undefined;
}

/** The configuration of SMS that `environment` amounts to; a gateway that is half configured is off. */
export function smsOf(environment: Environment): SmsConfig {
  return {
    gateway: gatewayOf(environment),
    perSecond: environment.SMS_PER_SECOND,
    limits: {
      number: environment.SMS_PER_NUMBER_A_DAY,
      country: environment.SMS_PER_COUNTRY_A_DAY,
      day: environment.SMS_A_DAY,
    },
  };
}

function gatewayOf(environment: Environment): SmsGatewayConfig | undefined {
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_INBOUND_SECRET: secret } = environment;
  if (url === undefined || smsTroubles(environment).length > 0) return undefined;
  return {
    url,
    ...requestOf(environment),
    success: environment.SMS_GATEWAY_SUCCESS ?? { statuses: [[200, 299]] },
    troubles: environment.SMS_GATEWAY_TROUBLES ?? [],
    id: environment.SMS_GATEWAY_ID,
    prefixes: environment.SMS_GATEWAY_PREFIXES ?? [],
    inbound: secret === undefined ? undefined : { secret, fields: environment.SMS_GATEWAY_INBOUND_FIELDS },
  };
}

function requestOf(environment: Environment): Pick<SmsGatewayConfig, "method" | "headers" | "body"> {
  const { SMS_GATEWAY_BODY: template, SMS_GATEWAY_TYPE: type = "json", SMS_GATEWAY_METHOD: method } = environment;
  return {
    method: method ?? (template === undefined ? "GET" : "POST"),
    headers: environment.SMS_GATEWAY_HEADERS ?? {},
    body: template === undefined ? undefined : { type, template },
  };
}

/** What is wrong with the templates of the HTTP gateway, in any mode: with them no message would reach anybody. */
export function smsTroubles(environment: Environment): ConfigTrouble[] {
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_BODY: body } = environment;
  if (url === undefined) return [];
  return [
    ...missingPlaceholders(url, body),
    ...unknownPlaceholders("SMS_GATEWAY_URL", url),
    ...(body === undefined
      ? []
      : [...bodyTroubles(environment, body), ...unknownPlaceholders("SMS_GATEWAY_BODY", body)]),
  ];
}

const numberPlaceholders = ["to", "to_digits", "to_national"] as const;
const placeholders: ReadonlySet<string> = new Set([...numberPlaceholders, "text", "id", "id_number"]);

function missingPlaceholders(url: string, body: string | undefined): ConfigTrouble[] {
  const variable = body === undefined ? "SMS_GATEWAY_URL" : "SMS_GATEWAY_BODY";
  const all = `${url} ${body ?? ""}`;
  const holds = (name: string): boolean => all.includes(`{${name}}`);
  const where = "neither in SMS_GATEWAY_URL nor in SMS_GATEWAY_BODY";
  return [
    ...(numberPlaceholders.some(holds)
      ? []
      : [
          {
            variable,
            explanation: `must hold {to}, {to_digits} or {to_national}, which stands ${where}: the gateway would not learn whom to write to.`,
          } as const,
        ]),
    ...(holds("text")
      ? []
      : [
          {
            variable,
            explanation: `must hold {text}, which stands ${where}: the gateway would not learn what to write.`,
          } as const,
        ]),
  ];
}

function unknownPlaceholders(variable: VariableName, template: string): ConfigTrouble[] {
  const names = [...template.matchAll(/\{(\w+)\}/gu)].map(([, name = ""]) => name);
  const unknown = [...new Set(names)].filter((name) => !placeholders.has(name) && /\D/u.test(name));
  return unknown.map((name) => ({
    variable,
    explanation: `holds {${name}}, which is none of ${[...placeholders].map((each) => `{${each}}`).join(", ")}.`,
  }));
}

function bodyTroubles(
  { SMS_GATEWAY_TYPE: type = "json", SMS_GATEWAY_METHOD: method }: Environment,
  body: string,
): ConfigTrouble[] {
  return [
    ...(method === "GET"
      ? [
          {
            variable: "SMS_GATEWAY_METHOD",
            explanation: "must not be GET where SMS_GATEWAY_BODY is set: a GET has no body.",
          } as const,
        ]
      : []),
    ...(type === "json" && !isJson(body)
      ? [
          {
            variable: "SMS_GATEWAY_BODY",
            explanation:
              'must be JSON, with every placeholder within quotes, such as {"to":"{to}","text":"{text}"}; for a form set SMS_GATEWAY_TYPE=form.',
          } as const,
        ]
      : []),
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What production refuses beyond that: passcodes travel to the gateway. */
export function smsProductionTroubles({ SMS_GATEWAY_URL: url }: Environment): ConfigTrouble[] {
  if (url === undefined || /^https:/iu.test(url) || /^http:\/\/(?:localhost|127\.[\d.]+|\[::1\])[:/?]/iu.test(url))
    return [];
  const explanation = "must begin with https:// in production, or name this machine: passcodes travel over it.";
  return [{ variable: "SMS_GATEWAY_URL", explanation }];
}

/** SMS in the doctor's report. */
export function smsReport(environment: Environment): readonly PartReport[] {
  return [
    { part: "SMS by", ...wayOf(environment) },
    { part: "answers by SMS through HTTP", ...inboundOf(environment) },
    {
      part: "SMS a day, in parts",
      state: "on",
      why: `${String(environment.SMS_PER_NUMBER_A_DAY)} to a number, ${String(environment.SMS_PER_COUNTRY_A_DAY)} to a country, ${String(environment.SMS_A_DAY)} in all`,
    },
  ];
}

function wayOf(environment: Environment): Omit<PartReport, "part"> {
  const { gateway } = smsOf(environment);
  const hasTwilio = environment.TWILIO_ACCOUNT_SID !== undefined && environment.TWILIO_SMS_FROM !== undefined;
  if (gateway === undefined) return withoutGateway(environment, hasTwilio);
  const host = new URL(gateway.url.replace(/\{\w+\}/gu, "0")).host;
  if (gateway.prefixes.length === 0) {
    const rest = hasTwilio ? "; Twilio gets none, because SMS_GATEWAY_PREFIXES is unset" : "";
    return { state: "on", why: `${host} takes every number${rest}` };
  }
  const rest = hasTwilio ? "Twilio takes the others" : "nobody takes the others";
  return { state: "on", why: `${host} takes ${gateway.prefixes.join(", ")}; ${rest}` };
}

function withoutGateway(environment: Environment, hasTwilio: boolean): Omit<PartReport, "part"> {
  if (environment.SMS_GATEWAY_URL !== undefined)
    return { state: "half", why: "the templates of the HTTP gateway cannot be filled; it stays off" };
  if (hasTwilio) return { state: "on", why: "Twilio takes every number but Iran's, which it does not reach" };
  if (environment.NODE_ENV === "production")
    return { state: "off", why: "neither SMS_GATEWAY_URL nor TWILIO_SMS_FROM is set: nothing is sent by SMS" };
  return { state: "on", why: "no gateway is set: /outbox shows what would have been sent" };
}

/** With an address of so many characters an SMS that asks for an answer fits into one part in every language. */
const longestPage = 30;

function inboundOf({
  SMS_GATEWAY_URL: url,
  SMS_GATEWAY_INBOUND_SECRET: secret,
  PUBLIC_URL: home,
}: Environment): Omit<PartReport, "part"> {
  if (url === undefined || secret === undefined) {
    const isLong = (home ?? "").length > longestPage;
    const long = isLong ? "; it is longer than 30 characters, so that such SMS take two parts" : "";
    return { state: "off", why: `SMS_GATEWAY_INBOUND_SECRET is unset: SMS through it name PUBLIC_URL instead${long}` };
  }
  return { state: "on", why: `the gateway is to call ${home ?? ""}/sms/inbound with SMS_GATEWAY_INBOUND_SECRET` };
}
