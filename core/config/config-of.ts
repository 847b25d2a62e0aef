import path from "node:path";
import { groups, missingOf } from "./rules.ts";
import { smsOf } from "./sms-config.ts";
import type { SmsConfig } from "./sms-config.ts";
import type { Environment } from "./variables.ts";

/** How this installation is set up, checked. Parts that are off are undefined. */
export interface Config {
  readonly mode: "development" | "production" | "test";
  readonly port: number;
  readonly host: string;
  /** Origin that the world sees; undefined in development, where it is the address that was listened on. */
  readonly publicUrl: string | undefined;
  /** Addresses and ranges of trusted proxies; `loopback` stands for this machine. */
  readonly trustProxy: readonly string[];
  readonly logLevel: Environment["LOG_LEVEL"];
  readonly metricsToken: string | undefined;
  /** PostgreSQL; undefined: embedded in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly secretKey: string;
  readonly administrator: { readonly email: string; readonly password: string | undefined } | undefined;
  /** Absolute path of the profile; undefined: the made-up one. */
  readonly organisation: string | undefined;
  readonly webchat: {
    readonly directLineSecret: string | undefined;
    readonly widgetOrigins: readonly string[];
    /** Messages of one visitor in a minute. */
    readonly postsPerMinute: number;
  };
  readonly botFramework:
    { readonly appId: string; readonly appPassword: string; readonly tenantId: string | undefined } | undefined;
  readonly telegram: TelegramConfig | undefined;
  readonly twilio: TwilioConfig | undefined;
  readonly sms: SmsConfig;
  readonly objectStorage: ObjectStorage | undefined;
  /** The virus scanner clamd; undefined: files are not scanned. */
  readonly scanner: { readonly host: string; readonly port: number } | undefined;
}

export interface TelegramConfig {
  readonly token: string;
  /** Undefined: derived from the secret key. */
  readonly webhookSecret: string | undefined;
  /** Origin of the Bot API. */
  readonly apiRoot: string;
  /** What Telegram lets this bot send. */
  readonly messagesPerSecond: number;
}

export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  /** The token that will take over, while both are believed. */
  readonly nextAuthToken: string | undefined;
  /** E.164; undefined: no WhatsApp. */
  readonly whatsappFrom: string | undefined;
  /** What Twilio lets that number send. */
  readonly whatsappMessagesPerSecond: number;
  /** A number, a short code, a name or a Messaging Service's sid; undefined: no SMS through Twilio. */
  readonly smsFrom: string | undefined;
  /** In the place of Twilio's own addresses. */
  readonly apiRoot: string | undefined;
}

export interface ObjectStorage {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pathStyle: boolean;
}

/** The configuration that `environment` amounts to; parts that are half configured are off. */
export function configOf(environment: Environment, secretKey: string): Config {
  const isProduction = environment.NODE_ENV === "production";
  return {
    mode: environment.NODE_ENV,
    port: environment.PORT,
    host: environment.HOST ?? (isProduction ? "0.0.0.0" : "127.0.0.1"),
    publicUrl: environment.PUBLIC_URL,
    trustProxy: environment.TRUST_PROXY,
    logLevel: environment.LOG_LEVEL,
    metricsToken: environment.METRICS_TOKEN,
    databaseUrl: environment.DATABASE_URL,
    dataDir: path.resolve(environment.DATA_DIR),
    secretKey,
    administrator:
      environment.ADMIN_EMAIL === undefined
        ? undefined
        : { email: environment.ADMIN_EMAIL, password: environment.ADMIN_PASSWORD },
    organisation: environment.ORGANISATION === undefined ? undefined : path.resolve(environment.ORGANISATION),
    webchat: {
      directLineSecret: environment.DIRECT_LINE_SECRET,
      widgetOrigins: environment.WIDGET_ORIGINS,
      postsPerMinute: environment.WEBCHAT_POSTS_PER_MINUTE,
    },
    botFramework: botFrameworkOf(environment),
    telegram: telegramOf(environment),
    twilio: twilioOf(environment),
    sms: smsOf(environment),
    objectStorage: objectStorageOf(environment),
    scanner: environment.CLAMD_HOST,
  };
}

function botFrameworkOf(environment: Environment): Config["botFramework"] {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: appPassword } = environment;
  if (appId === undefined || appPassword === undefined) return undefined;
  return { appId, appPassword, tenantId: environment.MICROSOFT_APP_TENANT_ID };
}

function telegramOf(environment: Environment): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token } = environment;
  if (token === undefined) return undefined;
  return {
    token,
    webhookSecret: environment.TELEGRAM_WEBHOOK_SECRET,
    apiRoot: environment.TELEGRAM_API_ROOT,
    messagesPerSecond: environment.TELEGRAM_MESSAGES_PER_SECOND,
  };
}

function twilioOf(environment: Environment): TwilioConfig | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = environment;
  if (accountSid === undefined || authToken === undefined) return undefined;
  return {
    accountSid,
    authToken,
    nextAuthToken: environment.TWILIO_AUTH_TOKEN_NEXT,
    whatsappFrom: environment.TWILIO_WHATSAPP_FROM,
    whatsappMessagesPerSecond: environment.TWILIO_WHATSAPP_MESSAGES_PER_SECOND,
    smsFrom: environment.TWILIO_SMS_FROM,
    apiRoot: environment.TWILIO_API_ROOT,
  };
}

function objectStorageOf(environment: Environment): ObjectStorage | undefined {
  if (missingOf(groups.objectStorage, environment).length > 0) return undefined;
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket } = environment;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (endpoint === undefined || bucket === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return {
    endpoint,
    region: environment.S3_REGION,
    bucket,
    accessKeyId,
    secretAccessKey,
    pathStyle: environment.S3_PATH_STYLE,
  };
}
