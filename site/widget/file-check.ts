/** What the server takes, told to the customer before a file is chosen and checked before it is sent. */
export interface FileLimits {
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  /** Files of one message. */
  readonly maxFiles: number;
}

export interface RefusedFile {
  readonly name: string;
  /** `limits`: too large, or one too many. */
  readonly reason: "limits" | "kind";
}

/** The files that go with the next message, and those that cannot. */
export interface ChosenFiles {
  readonly taken: readonly File[];
  readonly refused: readonly RefusedFile[];
}

/** What bots/webchat/limits.ts takes, until the server has said. */
export const defaultLimits: FileLimits = { maxFileBytes: 20 * 1024 * 1024, maxFiles: 10 };

/** What a browser offers to choose from: the kinds of core/attachment/file-rules.ts. */
export const offeredKinds =
  "image/*,audio/*,video/*,text/plain,application/pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods";

/** The same kinds as browsers name them. One without a name is left to the server, which reads the bytes. */
const TAKEN =
  /^$|^(?:image|audio|video)\/|^text\/plain|pdf$|opendocument|officedocument|msword|ms-(?:excel|powerpoint)/u;

/** Says which of `files` can be sent with the `already` chosen, and why the others cannot. */
export function checkFiles(files: readonly File[], already: number, limits: FileLimits): ChosenFiles {
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
  if (file.size === 0 || !TAKEN.test(file.type)) return "kind";
  return file.size > limits.maxFileBytes || count >= limits.maxFiles ? "limits" : undefined;
}
