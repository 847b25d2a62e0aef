import { once } from "node:events";
import { createServer } from "node:http";

/** A shop's page of another origin that embeds the widget with one script tag, under the strictest policy that still lets it in. */
export interface ForeignShop {
  readonly origin: string;
  /** Which server the widget comes from; to be said before the page is visited. */
  embeds(server: string): void;
  close(): void;
}

export async function openForeignShop(): Promise<ForeignShop> {
  let from = "";
  const shop = createServer((_request, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; script-src ${from}; style-src 'self'; connect-src ${from} ${from.replace("http", "ws")}; require-trusted-types-for 'script'`,
    });
    response.end(`<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>فروشگاه رزین</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>فروشگاه رزین</h1>
<p>رزین اپوکسی، سخت‌کننده و رنگ برای کف، میز و قایق. ارسال به همهٔ شهرها.</p></main>
<script src="${from}/widget.js" defer></script></body></html>`);
  });
  await once(shop.listen(0, "127.0.0.1"), "listening");
  const address = shop.address();
  if (typeof address !== "object" || address === null) throw new Error("the shop has no address");
  return {
    origin: `http://shop.test:${address.port}`,
    embeds: (server) => {
      from = server;
    },
    close: () => {
      shop.closeAllConnections();
      shop.close();
    },
  };
}
