import { groups, missingOf, type Group } from "./rules.ts";
import type { PartReport } from "./part-report.ts";
import { smsReport } from "./sms-config.ts";
import type { Environment } from "./variables.ts";

/** What is on, off and half configured. Names variables and never tells a secret. */
export function configReport(environment: Environment): readonly PartReport[] {
  return [
    databasePart(environment),
    groupPart(groups.objectStorage, environment, "files are kept in the bucket", "files are kept in DATA_DIR"),
    switchPart("virus scanner", environment.CLAMD_HOST?.host, "CLAMD_HOST"),
    { part: "web chat", state: "on", why: widgetWhy(environment) },
    switchPart("server-to-server tokens", environment.DIRECT_LINE_SECRET, "DIRECT_LINE_SECRET"),
    groupPart(groups.botFramework, environment, "/api/messages answers", "/api/messages does not exist"),
    groupPart(groups.telegram, environment, telegramWhy(environment), "no Telegram"),
    groupPart(groups.twilio, environment, twilioWhy(environment), "no WhatsApp and no SMS through Twilio"),
    switchPart("WhatsApp number", environment.TWILIO_WHATSAPP_FROM, "TWILIO_WHATSAPP_FROM"),
    switchPart("SMS sender of Twilio", environment.TWILIO_SMS_FROM, "TWILIO_SMS_FROM"),
    groupPart(groups.smsGateway, environment, "SMS_GATEWAY_URL is set", "no HTTP gateway"),
    ...smsReport(environment),
    administratorPart(environment),
    switchPart("organisation's own profile", environment.ORGANISATION, "ORGANISATION"),
    switchPart("metrics for other machines", environment.METRICS_TOKEN, "METRICS_TOKEN"),
    proxyPart(environment),
  ];
}

function databasePart({ DATABASE_URL: url }: Environment): PartReport {
  if (url !== undefined) return { part: "PostgreSQL", state: "on", why: "DATABASE_URL is set" };
  return {
    part: "PostgreSQL",
    state: "off",
    why: "DATABASE_URL is unset: an embedded database in DATA_DIR serves one process",
  };
}

function groupPart(group: Group, environment: Environment, on: string, off: string): PartReport {
  const missing = missingOf(group, environment);
  if (missing.length > 0) return { part: group.name, state: "half", why: `${missing.join(", ")} unset; it stays off` };
  const first = group.variables[0];
  const isOn = first !== undefined && environment[first] !== undefined;
  return {
    part: group.name,
    state: isOn ? "on" : "off",
    why: isOn ? on : `${group.variables.join(", ")} unset: ${off}`,
  };
}

function switchPart(part: string, value: string | undefined, variable: string): PartReport {
  return {
    part,
    state: value === undefined ? "off" : "on",
    why: `${variable} is ${value === undefined ? "unset" : "set"}`,
  };
}

function widgetWhy({ WIDGET_ORIGINS: origins }: Environment): string {
  if (origins.length === 0)
    return "needs nothing; WIDGET_ORIGINS is unset: only this server's own pages can show the widget";
  return `needs nothing; WIDGET_ORIGINS lets ${origins.join(", ")} show the widget`;
}

function telegramWhy({ PUBLIC_URL: url }: Environment): string {
  if (url?.startsWith("https:") === true) return `Telegram delivers to ${url}/telegram/webhook`;
  return "PUBLIC_URL does not begin with https://, so Telegram is asked for messages instead";
}

function twilioWhy({ PUBLIC_URL: url, TWILIO_AUTH_TOKEN_NEXT: next }: Environment): string {
  const rotation = next === undefined ? "" : "; TWILIO_AUTH_TOKEN_NEXT is believed, too";
  if (url === undefined) {
    return `PUBLIC_URL is unset, so Twilio cannot reach this server: messages are fetched every few seconds instead, and nothing is heard of what became of ours${rotation}`;
  }
  return `Twilio is to call ${url}/twilio/messages${rotation}`;
}

function administratorPart({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Environment): PartReport {
  const part = "first administrator";
  if (email !== undefined && password !== undefined)
    return { part, state: "on", why: "ADMIN_EMAIL and ADMIN_PASSWORD are set" };
  return { part, state: "on", why: "ADMIN_PASSWORD is unset: a link that works once is printed at the first start" };
}

function proxyPart({ TRUST_PROXY: proxies }: Environment): PartReport {
  if (proxies.length > 0)
    return { part: "trusted proxies", state: "on", why: `TRUST_PROXY names ${proxies.join(", ")}` };
  return { part: "trusted proxies", state: "off", why: "TRUST_PROXY is unset: the client is whoever connects" };
}
