import { z } from "zod";

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
});

export type Environment = z.infer<typeof environmentSchema>;

export type VariableName = keyof Environment;

/** How one variable is explained to whoever sets it. */
export interface Explanation {
  /** Heading in `.env.example` under which it stands, given by the first of the group. */
  readonly group?: string;
  /** Sentences above it in `.env.example`. */
  readonly about: string;
  /** What it is when unset, or a made-up value where nothing serves as one. */
  readonly example: string;
  /** True where `example` is the default, so that setting it changes nothing. */
  readonly isDefault?: true;
  /** What a right value looks like, for the error: "must be …". */
  readonly must: string;
}

/** In the order in which `.env.example` shows them. */
export const explanations: Readonly<Record<VariableName, Explanation>> = {
  NODE_ENV: {
    group: "Server",
    about: "`production` refuses to start with anything half configured, with a weak secret or without PUBLIC_URL.",
    example: "development",
    isDefault: true,
    must: "be development, production or test",
  },
  PORT: {
    about: "Port to listen on; 0 takes any free one.",
    example: "3978",
    isDefault: true,
    must: "be a whole number from 0 to 65535",
  },
  HOST: {
    about: "Address to listen on. Unset: 127.0.0.1 in development, 0.0.0.0 in production.",
    example: "127.0.0.1",
    must: "be an IP address or localhost",
  },
  PUBLIC_URL: {
    about:
      "The address that the world sees, without a path. Links, cookies and signatures rest on it. Required in production, there with https.",
    example: "https://complaints.example.com",
    must: "be an address such as https://complaints.example.com, without a path",
  },
  TRUST_PROXY: {
    about:
      "Addresses or ranges of the reverse proxies in front, with commas between; only they are believed about the client's address. `loopback` means this machine.",
    example: "loopback,10.0.0.0/8",
    must: "be a list of IP addresses, ranges such as 10.0.0.0/8, or loopback, with commas between",
  },
  LOG_LEVEL: {
    about: "Least severity that is logged: fatal, error, warn, info, debug, or silent for nothing.",
    example: "info",
    isDefault: true,
    must: "be fatal, error, warn, info, debug or silent",
  },
  METRICS_TOKEN: {
    about: "Bearer token that /metrics asks for. Unset: /metrics answers to this machine alone.",
    example: "a-long-random-text",
    must: "have at least 16 characters",
  },
  DATABASE_URL: {
    group: "Storage",
    about: "PostgreSQL. Unset: an embedded database in DATA_DIR, good for one server process.",
    example: "postgresql://redress:password@localhost:5432/redress",
    must: "be a PostgreSQL address such as postgresql://redress:password@localhost:5432/redress",
  },
  DATA_DIR: {
    about: "Folder of the embedded database, of files and of the secret key that development makes for itself.",
    example: "./data",
    isDefault: true,
    must: "be the path of a folder",
  },
  S3_ENDPOINT: {
    about:
      "Object storage for attachments instead of DATA_DIR. Set all of S3_ENDPOINT, S3_BUCKET and the two keys, or none.",
    example: "https://s3.eu-central-1.amazonaws.com",
    must: "be an address such as https://s3.eu-central-1.amazonaws.com",
  },
  S3_REGION: {
    about: "Region that requests are signed for.",
    example: "us-east-1",
    isDefault: true,
    must: "be the name of a region",
  },
  S3_BUCKET: {
    about: "Bucket that exists already.",
    example: "redress-attachments",
    must: "be a bucket's name: 3 to 63 small letters, digits, dots and dashes",
  },
  S3_ACCESS_KEY_ID: {
    about: "Key that may read, write and delete in the bucket.",
    example: "key-id",
    must: "be a key id",
  },
  S3_SECRET_ACCESS_KEY: { about: "Secret of that key.", example: "key-secret", must: "be a secret" },
  S3_PATH_STYLE: {
    about: "true: https://endpoint/bucket/key (MinIO and most others); false: https://bucket.endpoint/key.",
    example: "true",
    isDefault: true,
    must: "be true or false",
  },
  CLAMD_HOST: {
    about:
      "Where clamd looks for viruses in every file, as host or host:port. Unset: no file is scanned. Set: a file waits until clamd answers.",
    example: "127.0.0.1:3310",
    must: "be a host, with or without a port",
  },
  SECRET_KEY: {
    group: "Secrets and the first administrator",
    about:
      "Pepper of passwords and passcodes, and the root of every signing key. Keep it apart from the database and never change it: passwords and passcodes stop working. Unset in development: made and kept in DATA_DIR. Required in production: `openssl rand -base64 48` makes one.",
    example: "",
    must: "have at least 32 unguessable characters; `openssl rand -base64 48` makes one",
  },
  ADMIN_EMAIL: {
    about:
      "The first administrator, made at the first start. Without ADMIN_PASSWORD a link that works once is printed.",
    example: "admin@example.com",
    must: "be an e-mail address",
  },
  ADMIN_PASSWORD: {
    about: "The first administrator's password, used once. At least 12 characters.",
    example: "",
    must: "have 12 to 256 characters, and be neither common nor the e-mail address",
  },
  ORGANISATION: {
    group: "Organisation",
    about:
      "Path of the organisation's profile: name, contact, languages, time zone, departments, categories, external remedies. Unset: a made-up organisation to try things with.",
    example: "./organisation.json",
    must: "be the path of a JSON file",
  },
  DIRECT_LINE_SECRET: {
    group: "Web chat",
    about: "Secret with which your own servers ask for web chat tokens. Unset: only the widget gets tokens.",
    example: "",
    must: "have at least 32 characters",
  },
  WIDGET_ORIGINS: {
    about: "Sites that may embed the widget, with commas between. Unset: only the pages of this server.",
    example: "https://www.example.com,https://shop.example.com",
    must: "be a list of addresses such as https://www.example.com, without paths, with commas between",
  },
  WEBCHAT_POSTS_PER_MINUTE: {
    about:
      "Messages that one visitor may send in a minute; from one address, which may stand for many people behind one router, ten times as many, and twice as many new chats. Raise it where a whole building shares an address, or to measure.",
    example: "60",
    isDefault: true,
    must: "be a whole number from 1 to 1000000",
  },
  MICROSOFT_APP_ID: {
    group: "Azure Bot Service (Teams and the like); all off while the id is unset",
    about: "App id of the bot's registration; /api/messages exists only with it.",
    example: "00000000-0000-0000-0000-000000000000",
    must: "be an app id such as 00000000-0000-0000-0000-000000000000",
  },
  MICROSOFT_APP_PASSWORD: { about: "Client secret of the registration.", example: "", must: "be a client secret" },
  MICROSOFT_APP_TENANT_ID: {
    about: "Tenant of a single-tenant registration; unset for a multi-tenant one.",
    example: "00000000-0000-0000-0000-000000000000",
    must: "be a tenant id such as 00000000-0000-0000-0000-000000000000",
  },
};
