import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { WidgetStage } from "../support/widget-stage.ts";

const pictureOf = async (color: string): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: color } })
    .png()
    .toBuffer();

describe("photos in the widget", () => {
  let stage: WidgetStage;
  let red: Buffer;

  beforeAll(async () => {
    stage = await WidgetStage.open();
    red = await pictureOf("#ff0000");
  });
  beforeEach(async () => {
    await stage.reset();
    stage.server.answer = (said) => [
      { text: said === undefined ? "Hello" : `${said.attachments?.length ?? 0} files received` },
    ];
  });
  afterEach(() => {
    expect(stage.complaints).toEqual([]);
  });
  afterAll(() => stage.close());

  const openChat = async (): Promise<Page> => {
    const page = await stage.visit({ "data-lang": "en" });
    await page.getByRole("button", { name: "Chat with us" }).click();
    await page.getByText("Hello").waitFor();
    return page;
  };

  const choose = async (page: Page, files: readonly { name: string; mimeType: string; buffer: Buffer }[]) => {
    await page.getByRole("button", { name: "Add photos or files" }).click();
    await page.locator("input[type=file]").first().setInputFiles(files);
  };

  /** Colour in the middle of the n-th picture, once it has been drawn. */
  const colorOf = async (page: Page, index: number): Promise<string> => {
    const canvas = page.locator("canvas").nth(index);
    await canvas.waitFor();
    return canvas.evaluate(async (node) => {
      if (!(node instanceof HTMLCanvasElement)) return "";
      while (node.width <= 4) await new Promise((resolve) => requestAnimationFrame(resolve));
      const pixel = node.getContext("2d")?.getImageData(node.width / 2, node.height / 2, 1, 1).data;
      return pixel?.slice(0, 3).join(" ") ?? "";
    });
  };

  test("limits are told before a file is chosen", async () => {
    const page = await openChat();
    await page.getByRole("button", { name: "Add photos or files" }).click();
    await page.getByText(/Up to .10. files at a time, each up to .20 megabytes/u).waitFor();
    const [files, camera] = [page.locator("input[type=file]").first(), page.locator("input[type=file]").last()];
    expect(await files.getAttribute("multiple")).not.toBeNull();
    expect(await files.getAttribute("accept")).toContain("image/*");
    expect(await camera.getAttribute("capture")).toBe("environment");
  });

  test("chosen photos are seen, can be taken back, and go with the words in one message", async () => {
    const page = await openChat();
    await choose(page, [
      { name: "red.png", mimeType: "image/png", buffer: red },
      { name: "blue.png", mimeType: "image/png", buffer: await pictureOf("#0000ff") },
      { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("x") },
    ]);
    expect(await colorOf(page, 0)).toBe("255 0 0");
    await page.getByRole("button", { name: /Remove .*note\.txt/u }).click();
    await page.getByRole("textbox").fill("See these");
    await page.keyboard.press("Enter");
    await page.getByText("2 files received").waitFor();
    const said = stage.server.conversation.log.find(({ from }) => from?.role === "user");
    expect(said?.text).toBe("See these");
    expect(said?.attachments).toMatchObject([{ name: "red.png" }, { name: "blue.png" }]);
    expect(await colorOf(page, 1)).toBe("0 0 255");
  });

  test("after a reload the photos come from the server, under a policy that allows no images", async () => {
    const page = await openChat();
    await choose(page, [{ name: "red.png", mimeType: "image/png", buffer: red }]);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("1 files received").waitFor();
    await page.reload();
    expect(await colorOf(page, 0)).toBe("255 0 0");
    expect(await page.locator("a.file").getAttribute("href")).toContain("/files/0");
  });

  test("what is too large, too many or of no kind we take is refused by name, the rest is kept", async () => {
    const page = await openChat();
    const small = Array.from({ length: 11 }, (_, index) => ({
      name: `${index}.png`,
      mimeType: "image/png",
      buffer: red,
    }));
    await choose(page, [{ name: "run.exe", mimeType: "application/x-msdownload", buffer: red }, ...small]);
    const alert = page.getByRole("alert");
    await alert.getByText(/run\.exe.* was not added\. This kind of file is not accepted/u).waitFor();
    await alert.getByText(/10\.png.* was not added\. Up to .10. files/u).waitFor();
    expect(await page.locator(".tray li").count()).toBe(10);
    const large = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], "large.jpg", { type: "image/jpeg" }));
      return transfer;
    });
    await page.getByRole("dialog").dispatchEvent("drop", { dataTransfer: large });
    await alert.getByText(/large\.jpg.* was not added/u).waitFor();
  });

  for (const way of ["drop", "paste"] as const) {
    test(`photos come by ${way}`, async () => {
      const page = await openChat();
      const bytes = red.toString("base64");
      await page.getByRole("textbox").evaluate(
        (field, [kind, encoded]) => {
          const transfer = new DataTransfer();
          const data = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
          transfer.items.add(new File([data], "red.png", { type: "image/png" }));
          const how = { bubbles: true, composed: true, cancelable: true };
          field.dispatchEvent(
            kind === "drop"
              ? new DragEvent("drop", { ...how, dataTransfer: transfer })
              : new ClipboardEvent("paste", { ...how, clipboardData: transfer }),
          );
        },
        [way, bytes] as const,
      );
      expect(await colorOf(page, 0)).toBe("255 0 0");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByText("1 files received").waitFor();
    });
  }

  test("an upload shows how far it is", async () => {
    const page = await openChat();
    stage.server.troubles.slowUploadMs = 700;
    await choose(page, [{ name: "long.txt", mimeType: "text/plain", buffer: Buffer.alloc(8_000_000, "a") }]);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("progressbar").waitFor();
    await page.getByText("1 files received").waitFor();
    await page.getByRole("progressbar").waitFor({ state: "detached" });
  });

  test("an upload that fails is kept and goes again, once", async () => {
    const page = await openChat();
    stage.server.troubles.refusals = [503];
    stage.server.troubles.lostAnswers = 1;
    await choose(page, [{ name: "red.png", mimeType: "image/png", buffer: red }]);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Not sent yet").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("1 files received").waitFor();
    await page.getByText("Sending…").waitFor({ state: "detached" });
    expect(stage.server.conversation.said).toHaveLength(1);
    expect(await page.locator("canvas").count()).toBe(1);
  });

  test("what cannot be drawn stands by its name", async () => {
    const page = await openChat();
    await choose(page, [{ name: "broken.png", mimeType: "image/png", buffer: Buffer.from("no picture") }]);
    await page.locator(".tray .file-name", { hasText: "broken.png" }).waitFor();
  });
});
