/** A document of settings in one of its versions, whole: `profile`, `texts`, `canned_replies`. */
export interface SettingsVersion {
  readonly section: SettingsSection;
  /** 1 for the first. */
  readonly version: number;
  /** Checked by whoever reads it. */
  readonly content: unknown;
  /** An agent's id, or `file` for what was read from the organisation's profile. */
  readonly savedBy: string;
  readonly savedAt: Date;
  /** Why, in the words of whoever saved it. */
  readonly note?: string;
}

export const settingsSections = ["profile", "texts", "canned_replies"] as const;

export type SettingsSection = (typeof settingsSections)[number];
