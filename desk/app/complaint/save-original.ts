import { actingHeader } from "../api/acting.ts";
import { Problem, Unreachable } from "../api/call.ts";
import type { AttachmentSeen } from "./use-complaint.ts";

/** Fetches the sealed original, with the reason for the audit trail, and saves it under its name. Rejects as `send` does. */
export async function saveOriginal({ id, name }: AttachmentSeen, reason: string): Promise<void> {
  const response = await fetch(`/api/v1/attachments/${id}/original`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "accept-language": document.documentElement.lang,
      ...actingHeader(),
    },
    body: JSON.stringify({ reason }),
  }).catch((cause: unknown) => {
    throw new Unreachable("the server cannot be reached", { cause });
  });
  if (!response.ok) {
    const told: unknown = await response.json().catch(() => undefined);
    const detail = typeof told === "object" && told !== null && "detail" in told ? String(told.detail) : "";
    throw new Problem(response.status, "staff.original", detail);
  }
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name ?? id;
  link.click();
  URL.revokeObjectURL(url);
}
