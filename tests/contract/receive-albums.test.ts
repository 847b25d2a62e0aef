import { afterEach, expect, it } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { conversationOf, endProcesses, isWhole, processOn, say, someone } from "../support/processes.ts";
import { describeStores } from "./store.harness.ts";

afterEach(endProcesses);

describeStores("receiving an album", (store) => {
  it("keeps every part, and one answer that waits for more and tells of all", async () => {
    // Nobody fetches the files: one that cannot be had would be spoken of in between.
    const attachments = { ...store().attachments, take: () => Promise.resolve([]) };
    const unfetched = { ...store(), attachments };
    const worlds = [await processOn(unfetched), await processOn(unfetched)];
    const [first] = worlds;
    if (first === undefined) throw new Error("there is no process");
    const customer = someone(first);
    const { address } = customer.door;
    const ids = Array.from({ length: 4 }, () => uuidv7());
    const part = (externalId: string) => ({
      address,
      externalId,
      locale: "en",
      mayContinue: true,
      reply: {
        kind: "files" as const,
        files: [{ source: { kind: "remote" as const, handle: externalId }, kind: "photo" as const }],
      },
    });
    // One at a time makes the chat; the others come at once, to both processes.
    await first.redress.receive(part(ids[0] ?? ""));
    const rest = ids.slice(1).flatMap((id) => worlds.map((world) => world.redress.receive(part(id))));
    expect((await Promise.all(rest)).toSorted()).toEqual([
      ...Array<string>(3).fill("answered"),
      ...Array<string>(3).fill("duplicate"),
    ]);
    const { messages, heard, said } = await conversationOf(store(), customer);
    isWhole(messages);
    expect(heard.map(({ externalId }) => externalId).toSorted()).toEqual(ids.toSorted());
    const [begins, asks] = said.slice(-2);
    expect(begins?.body.text).toContain(say("engine.files_kept", { count: 4 }));
    for (const answer of [begins, asks]) expect(answer?.delivery).toMatchObject({ state: "pending", hold: "album" });
    expect(said.slice(0, -2).map(({ delivery }) => delivery.state)).toEqual(Array(6).fill("superseded"));
  });
});
