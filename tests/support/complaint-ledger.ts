import { Client } from "pg";
import { derivedKey } from "../../core/config/secret-key.ts";
import { createSecretHasher } from "../../core/staff/secret-hasher.ts";
import type { Told } from "./steady-visitors.ts";

/** Runs one statement on a connection of its own. */
export async function queryAt(
  databaseUrl: string,
  text: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    return (await database.query<Record<string, unknown>>(text)).rows;
  } finally {
    await database.end();
  }
}

/** How many messages of ours wait to be sent, or are being sent. */
export async function unsentAt(databaseUrl: string): Promise<number> {
  const [row] = await queryAt(databaseUrl, "SELECT count(*)::int AS n FROM message WHERE unsent");
  return Number(row?.["n"]);
}

/**
 * What is wrong, in sentences: whatever was acknowledged has to be stored exactly once and answered, the numbers of a conversation's
 * messages have to be without gaps, and each filing has to have one complaint whose number and passcode are those that were told.
 */
export async function wrongWith(databaseUrl: string, secretKey: string, told: Told): Promise<readonly string[]> {
  const ask = (text: string) => queryAt(databaseUrl, text);
  const stored = await ask("SELECT external_id AS id FROM message WHERE direction = 'in' AND external_id LIKE '%|c.%'");
  const ids = stored.map(({ id }) => String(id));
  const unanswered = await ask(`SELECT 1 FROM message i WHERE direction = 'in' AND NOT EXISTS (
    SELECT 1 FROM message o WHERE o.conversation_id = i.conversation_id AND o.seq = i.seq + 1 AND o.direction = 'out')`);
  const gapped = await ask(`SELECT 1 FROM conversation c WHERE last_seq <> (
    SELECT count(*) FROM message m WHERE m.conversation_id = c.id AND m.seq BETWEEN 1 AND c.last_seq)`);
  const faulty = await ask("SELECT 1 FROM message WHERE fault_code IS NOT NULL OR delivery_state = 'failed'");
  const complaints = await ask('SELECT number, passcode_hash AS "hash" FROM complaint');
  const sentences: readonly (readonly [number, string])[] = [
    [[...told.acknowledged].filter((id) => !ids.includes(id)).length, "acknowledged messages are not stored"],
    [ids.length - new Set(ids).size, "messages are stored twice"],
    [unanswered.length, "messages have no answer"],
    [gapped.length, "conversations have gaps"],
    [faulty.length, "messages ended in a fault"],
    [Math.abs(complaints.length - told.filed.length), "complaints too many or too few"],
    [await wrongCodes(complaints, secretKey, told), "filings whose number or passcode is not the complaint's"],
  ];
  return sentences.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

async function wrongCodes(
  complaints: readonly Readonly<Record<string, unknown>>[],
  secretKey: string,
  { filed }: Told,
): Promise<number> {
  const hasher = createSecretHasher(derivedKey(secretKey, "pepper"));
  const hashes = new Map(complaints.map(({ number, hash }) => [String(number), String(hash)]));
  const right = await Promise.all(
    filed.map(({ number, passcode }) => hasher.verify(hashes.get(number) ?? "", passcode)),
  );
  return right.filter((isRight) => !isRight).length;
}
