import { channelExplanations } from "./channel-explanations.ts";
import type { Explanation } from "./explanation.ts";
import type { VariableName } from "./variables.ts";

const ownExplanations = {
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
} as const satisfies Partial<Record<VariableName, Explanation>>;

/** In the order in which `.env.example` shows them. */
export const explanations: Readonly<Record<VariableName, Explanation>> = { ...ownExplanations, ...channelExplanations };
