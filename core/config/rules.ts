import { passwordTrouble } from "../staff/password-policy.ts";
import type { ConfigTrouble } from "./trouble.ts";
import { explanations } from "./explanations.ts";
import { smsProductionTroubles, smsTroubles } from "./sms-config.ts";
import type { Environment, VariableName } from "./variables.ts";

/** A part that works only when all of its variables are set. */
export interface Group {
  readonly name: string;
  readonly variables: readonly VariableName[];
  /** Have a meaning only beside those. */
  readonly also?: readonly VariableName[];
}

export const groups = {
  objectStorage: {
    name: "object storage (S3)",
    variables: ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"],
  },
  botFramework: {
    name: "Azure Bot Service",
    variables: ["MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD"],
    also: ["MICROSOFT_APP_TENANT_ID"],
  },
  telegram: {
    name: "Telegram",
    variables: ["TELEGRAM_BOT_TOKEN"],
    also: ["TELEGRAM_WEBHOOK_SECRET"],
  },
  twilio: {
    name: "Twilio",
    variables: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"],
    also: ["TWILIO_AUTH_TOKEN_NEXT", "TWILIO_WHATSAPP_FROM", "TWILIO_SMS_FROM"],
  },
  smsGateway: {
    name: "the HTTP gateway for SMS",
    variables: ["SMS_GATEWAY_URL"],
    also: [
      "SMS_GATEWAY_METHOD",
      "SMS_GATEWAY_HEADERS",
      "SMS_GATEWAY_BODY",
      "SMS_GATEWAY_TYPE",
      "SMS_GATEWAY_SUCCESS",
      "SMS_GATEWAY_TROUBLES",
      "SMS_GATEWAY_ID",
      "SMS_GATEWAY_PREFIXES",
      "SMS_GATEWAY_INBOUND_SECRET",
      "SMS_GATEWAY_INBOUND_FIELDS",
    ],
  },
  smsAnswers: {
    name: "answers by SMS through HTTP",
    variables: ["SMS_GATEWAY_INBOUND_SECRET"],
    also: ["SMS_GATEWAY_INBOUND_FIELDS"],
  },
} as const satisfies Record<string, Group>;

/** The variables of `group` that are missing although others are set; empty where it is wholly on or wholly off. */
export function missingOf(group: Group, environment: Environment): readonly VariableName[] {
  return setOf(group, environment).length === 0
    ? []
    : group.variables.filter((name) => environment[name] === undefined);
}

/** The variables of `group` that are set. */
function setOf({ variables, also = [] }: Group, environment: Environment): readonly VariableName[] {
  return [...variables, ...also].filter((name) => environment[name] !== undefined);
}

/** What no mode allows. */
export function commonTroubles(environment: Environment): ConfigTrouble[] {
  return [...administratorTroubles(environment), ...smsTroubles(environment)];
}

function administratorTroubles(environment: Environment): ConfigTrouble[] {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = environment;
  if (password === undefined) return [];
  if (email === undefined) {
    return [{ variable: "ADMIN_EMAIL", explanation: "must be set where ADMIN_PASSWORD is: whose password is it?" }];
  }
  const wrong = passwordTrouble(password, email);
  if (wrong === undefined) return [];
  return [{ variable: "ADMIN_PASSWORD", explanation: "must not be a common password, nor the e-mail address." }];
}

/** What production refuses to start with, beyond that. */
export function productionTroubles(environment: Environment): ConfigTrouble[] {
  const halves = Object.values(groups).flatMap((group) => halfConfigured(group, environment));
  return [
    ...publicUrlTroubles(environment),
    ...secretKeyTroubles(environment),
    ...sharedSecretTroubles(environment),
    ...senderTroubles(environment),
    ...smsProductionTroubles(environment),
    ...halves,
  ];
}

function halfConfigured(group: Group, environment: Environment): ConfigTrouble[] {
  return missingOf(group, environment).map((variable) => ({
    variable,
    explanation: `is unset, which leaves ${group.name} half configured: set it, or unset ${setOf(group, environment).join(", ")}.`,
  }));
}

/** An account from which nothing is sent is a forgotten variable. */
function senderTroubles(environment: Environment): ConfigTrouble[] {
  const { TWILIO_ACCOUNT_SID: account, TWILIO_WHATSAPP_FROM: whatsapp, TWILIO_SMS_FROM: sms } = environment;
  if (account === undefined || whatsapp !== undefined || sms !== undefined) return [];
  const explanation =
    "is unset, and so is TWILIO_SMS_FROM: the Twilio account has no number to send from. Set one, or unset TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.";
  return [{ variable: "TWILIO_WHATSAPP_FROM", explanation }];
}

function publicUrlTroubles({ PUBLIC_URL: url }: Environment): ConfigTrouble[] {
  if (url === undefined) {
    const explanation =
      "is unset: production needs the address that the world sees, for example https://complaints.example.com.";
    return [{ variable: "PUBLIC_URL", explanation }];
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return [];
  return [
    {
      variable: "PUBLIC_URL",
      explanation: "must begin with https:// in production: cookies and passcodes travel over it.",
    },
  ];
}

function secretKeyTroubles({ SECRET_KEY: key }: Environment): ConfigTrouble[] {
  if (key === undefined) {
    const explanation = "is unset: production does not make one for itself; `openssl rand -base64 48` does.";
    return [{ variable: "SECRET_KEY", explanation }];
  }
  return isGuessable(key) ? [guessable("SECRET_KEY")] : [];
}

/** Secrets that other machines know, too. */
function sharedSecretTroubles(environment: Environment): ConfigTrouble[] {
  const secrets = ["DIRECT_LINE_SECRET", "TELEGRAM_WEBHOOK_SECRET", "SMS_GATEWAY_INBOUND_SECRET"] as const;
  const metrics = environment.METRICS_TOKEN;
  return [
    ...secrets.filter((name) => environment[name] !== undefined && isGuessable(environment[name])).map(guessable),
    // 16 characters can be random with few kinds among them.
    ...(metrics !== undefined && isExample(metrics) ? [guessable("METRICS_TOKEN")] : []),
  ];
}

function guessable(variable: VariableName): ConfigTrouble {
  const explanation =
    "is an example or a repetition, so that it can be guessed; `openssl rand -base64 48` makes a good one.";
  return { variable, explanation };
}

/** 32 random bytes in hex use all but one or two of 16 characters; fewer than 10 kinds are typed by hand or repeated. */
function isGuessable(key: string): boolean {
  return new Set(key).size < 10 || isExample(key);
}

function isExample(key: string): boolean {
  return (
    new Set(key).size < 5 ||
    key === explanations.METRICS_TOKEN.example ||
    /change.?me|example|secret.?key|password|default/iu.test(key)
  );
}
