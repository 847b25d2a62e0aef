import type { Attachment, RefusalReason } from "../attachment/attachment.ts";
import { maxFileBytes, maxPixels } from "../attachment/file-rules.ts";
import { momentOf } from "../system.ts";
import { commitWork } from "./commit-work.ts";
import { retryOnRace } from "./retry.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/** Tells the customer, in the chat that sent the file, that it was not kept and why. A file of staff is told to nobody: its uploader sees its state. */
export async function tellOfRefusedFile(
  tools: CaseworkTools,
  attachment: Attachment,
  reason: RefusalReason,
): Promise<void> {
  const { customerId, channel, name } = attachment;
  if (customerId === undefined || channel === undefined) return;
  await retryOnRace(async () => {
    const conversations = await tools.store.conversations.ofCustomer(customerId);
    const conversation = conversations.find(({ address }) => address.channel === channel);
    if (conversation === undefined) return;
    const say = tools.sayIn(conversation.language);
    const text = say(`file.refused.${reason}`, {
      name: name ?? say("file.unnamed"),
      megabytes: maxFileBytes / 1_000_000,
      megapixels: maxPixels / 1_000_000,
    });
    const draft = draftWork(momentOf(tools));
    draft.hold(conversation);
    draft.say(conversation.id, {
      prompt: { text, choices: [], accepts: [] },
      language: conversation.language,
      purpose: `file_refused.${attachment.id}`,
    });
    await commitWork(tools, draft.work());
  });
}
