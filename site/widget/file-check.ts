/** What the server takes, told to the customer before a file is chosen and checked before it is sent. */
export interface FileLimits {
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  /** Files of one message. */
  readonly maxFiles: number;
  /** Media types; `image/*` stands for all of a kind. Empty: whatever the server then says. */
  readonly types: readonly string[];
}

export interface RefusedFile {
  readonly name: string;
  /** `limits`: too large, or one too many. */
  readonly reason: "limits" | "kind";
}

/** What bots/webchat/limits.ts takes, until the server has said. */
export const defaultLimits: FileLimits = { maxFileBytes: 20 * 1024 * 1024, maxFiles: 10, types: [] };

/** Says which of `files` can be sent with the `already` chosen, and why the others cannot. */
export function checkFiles(
  files: readonly File[],
  already: number,
  limits: FileLimits,
): { readonly taken: readonly File[]; readonly refused: readonly RefusedFile[] } {
  const taken: File[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    const reason = whyNot(file, already + taken.length, limits);
    if (reason === undefined) taken.push(file);
    else refused.push({ name: file.name, reason });
  }
  return { taken, refused };
}

function whyNot(file: File, count: number, limits: FileLimits): RefusedFile["reason"] | undefined {
  if (file.size === 0 || !isTaken(file.type, limits.types)) return "kind";
  return file.size > limits.maxFileBytes || count >= limits.maxFiles ? "limits" : undefined;
}

/** Browsers do not know every kind (HEIC on many): one without a type is left to the server, which reads the bytes. */
function isTaken(type: string, types: readonly string[]): boolean {
  if (type === "" || types.length === 0) return true;
  return types.some((wanted) => (wanted.endsWith("/*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted));
}
