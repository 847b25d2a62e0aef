import { z } from "zod";
import { smsVariables } from "./sms-variables.ts";

const origin = z
  .url({ protocol: /^https?$/u })
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/u, "").toLowerCase(),
    "not an origin",
  )
  .transform((text) => new URL(text).origin);

/** One address or range of addresses, as TRUST_PROXY lists them. */
const addressRange = z.union([z.literal("loopback"), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** The parts of a list between commas, without spaces around them. */
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

/** A host with the port that clamd listens on; 3310 is clamd's own default. */
const hostAndPort = z
  .string()
  .regex(/^[A-Za-z0-9.-]+(?::\d{1,5})?$/u)
  .transform((text) => {
    const [host = "", port = "3310"] = text.split(":");
    return { host, port: Number(port) };
  });

/** An address to which a secret may be sent: https, or this very machine. */
const safeOrigin = z
  .url({ protocol: /^https?$/u })
  .refine((text) => isSafe(new URL(text)))
  .transform((text) => new URL(text).origin);

function isSafe({ protocol, hostname, pathname }: URL): boolean {
  const isHere = hostname === "localhost" || hostname === "[::1]" || /^127\.[\d.]+$/u.test(hostname);
  return pathname === "/" && (protocol === "https:" || isHere);
}

/** Platforms grant some accounts a thousand; the rest is for whoever stands in for a platform. */
const messagesPerSecond = z.string().regex(/^\d+$/u).transform(Number).pipe(z.number().min(1).max(10_000));

const flag = z.enum(["true", "false"]).transform((word) => word === "true");

/** Every variable that is read, as text that was set (an empty one counts as unset), and the value it becomes. */
export const environmentSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.string().regex(/^\d+$/u).transform(Number).pipe(z.number().max(65_535)).default(3978),
  HOST: z.union([z.literal("localhost"), z.ipv4(), z.ipv6()]).optional(),
  PUBLIC_URL: origin.optional(),
  TRUST_PROXY: list.pipe(z.array(addressRange)).default([]),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  METRICS_TOKEN: z.string().min(16).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/u }).optional(),
  DATA_DIR: z.string().default("./data"),
  SECRET_KEY: z.string().min(32).optional(),
  ADMIN_EMAIL: z.email().toLowerCase().optional(),
  ADMIN_PASSWORD: z.string().min(12).max(256).optional(),
  ORGANISATION: z.string().optional(),
  DIRECT_LINE_SECRET: z.string().min(32).optional(),
  WIDGET_ORIGINS: list.pipe(z.array(origin)).default([]),
  WEBCHAT_POSTS_PER_MINUTE: z
    .string()
    .regex(/^\d+$/u)
    .transform(Number)
    .pipe(z.number().min(1).max(1_000_000))
    .default(60),
  MICROSOFT_APP_ID: z.guid().optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: z.guid().optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/u }).optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u)
    .optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_PATH_STYLE: flag.default(true),
  CLAMD_HOST: hostAndPort.optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{5,16}:[A-Za-z0-9_-]{30,64}$/u)
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{32,256}$/u)
    .optional(),
  TELEGRAM_API_ROOT: origin.default("https://api.telegram.org"),
  TELEGRAM_MESSAGES_PER_SECOND: messagesPerSecond.default(30),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/u)
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(16).optional(),
  TWILIO_AUTH_TOKEN_NEXT: z.string().min(16).optional(),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .regex(/^(?:whatsapp:)?\+\d{7,15}$/u)
    .transform((text) => text.replace("whatsapp:", ""))
    .optional(),
  TWILIO_WHATSAPP_MESSAGES_PER_SECOND: messagesPerSecond.default(80),
  TWILIO_SMS_FROM: z
    .string()
    .regex(/^(?:\+\d{7,15}|\d{3,8}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/u)
    .optional(),
  TWILIO_API_ROOT: safeOrigin.optional(),
  ...smsVariables,
});

export type Environment = z.infer<typeof environmentSchema>;

export type VariableName = keyof Environment;
