import { z } from "zod";
import { ConcurrentChange } from "../../errors.ts";
import { pageOf } from "../queue-order.ts";
import { settingsSections, type SettingsVersion } from "../settings-version.ts";
import { type Store } from "../store.ts";
import { documentOf, moment } from "./fields.ts";
import type { NewsDesk } from "./news.ts";
import type { Sql } from "./sql.ts";

const COLUMNS = 'section, version, saved_by AS "savedBy", saved_at AS "savedAt", note';
const LONGEST_PAGE = 100;

const described = {
  section: z.enum(settingsSections),
  version: z.number(),
  savedBy: z.string(),
  savedAt: moment,
  note: z.string().exactOptional(),
};

const lineSchema: z.ZodType<Omit<SettingsVersion, "content">> =
  documentOf<Omit<SettingsVersion, "content">>()(described);
const versionSchema: z.ZodType<SettingsVersion> = documentOf<SettingsVersion>()({ ...described, content: z.unknown() });

/** Of two that save the same version at once, the primary key refuses the second; none may be left out. */
const SAVE = `
INSERT INTO settings_version (section, version, content, saved_by, saved_at, note)
SELECT $1, $2::int, $3::json, $4, $5, $6
WHERE $2::int = 1 + (SELECT coalesce(max(version), 0) FROM settings_version WHERE section = $1)
RETURNING 1`;

/** Versions of the documents of settings. */
export function settings(sql: Sql, news: NewsDesk): Store["settings"] {
  const find = async (where: string, values: readonly (string | number)[]): Promise<SettingsVersion | undefined> => {
    const text = `SELECT ${COLUMNS}, content FROM settings_version WHERE ${where} LIMIT 1`;
    const [row] = await sql.query({ text, values });
    return row && versionSchema.parse(row);
  };
  return {
    current: (section) => find("section = $1 ORDER BY version DESC", [section]),
    version: (section, version) => find("section = $1 AND version = $2", [section, version]),
    history: async (section, page) => {
      const limit = Math.min(Math.max(page.limit, 1), LONGEST_PAGE);
      const text = `SELECT ${COLUMNS} FROM settings_version WHERE section = $1 AND version < $2 ORDER BY version DESC LIMIT $3`;
      const rows = await sql.query({ text, values: [section, Number(page.after ?? 2 ** 31 - 1), limit + 1] });
      return pageOf(lineSchema.array().parse(rows), limit, ({ version }) => String(version));
    },
    save: async ({ section, version, content, savedBy, savedAt, note }) => {
      const values = [section, version, JSON.stringify(content), savedBy, savedAt.toISOString(), note ?? null];
      const saved = await sql.query({ text: SAVE, values });
      if (saved.length === 0) throw new ConcurrentChange(`the settings ${section}`);
      news.publish([{ kind: "settings", id: section }]);
    },
  };
}
