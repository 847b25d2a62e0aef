/** Somebody who uses the site without script: keeps cookies, reads forms out of pages and sends them. */
export class SiteVisitor {
  readonly #url: string;
  readonly #language: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly cookies = new Map<string, string>();
  /** Of the last answer. */
  status = 0;
  html = "";
  location = "";
  headers = new Headers();

  constructor(url: string, language: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#language = language;
    this.#headers = headers;
  }

  async goes(path: string): Promise<this> {
    return this.#take(await this.#fetch(path, {}));
  }

  /**
   * Sends the form of the last page that has this action, with everything that it brings and with `more`; a field of `more` that is undefined is left
   * out.
   */
  async sends(
    action: string,
    more: Readonly<Record<string, string | undefined>> = {},
    files: readonly File[] = [],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<this> {
    const form = this.form(action);
    const changed = Object.entries(more).map(([name, value]) => [name, value === undefined ? [] : [value]] as const);
    const fields = new Map([...form.fields, ...changed]);
    const pairs = [...fields].flatMap(([name, values]) => values.map((value) => [name, value] as const));
    const body = form.isMultipart
      ? multipart(pairs, files)
      : new URLSearchParams(pairs.map(([name, value]) => [name, value]));
    const answer = await this.#fetch(form.address, { method: "POST", body, headers });
    await this.#take(answer);
    if (this.status === 303) await this.goes(this.location);
    return this;
  }

  /** A form of the last page: where it goes, and what it brings. */
  form(action: string): {
    readonly address: string;
    readonly isMultipart: boolean;
    readonly fields: ReadonlyMap<string, string[]>;
  } {
    const found = [...this.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/gu)].find(
      ([, head = ""]) => attribute(head, "action")?.split("?")[0] === action,
    );
    if (found === undefined) throw new Error(`no form ${action} in:\n${this.text()}`);
    const [, head = "", body = ""] = found;
    return {
      address: attribute(head, "action") ?? action,
      isMultipart: attribute(head, "enctype") === "multipart/form-data",
      fields: fieldsIn(body),
    };
  }

  has(action: string): boolean {
    return new RegExp(`<form[^>]*action="${action.replaceAll("/", "\\/")}[?"]`, "u").test(this.html);
  }

  /** The last page's words. */
  text(): string {
    return unescaped(
      this.html
        .replace(/<(?:style|script|head)\b[\s\S]*?<\/(?:style|script|head)>/gu, "")
        .replace(/<[^>]*>/gu, " ")
        .replace(/[\u2066-\u2069]/gu, ""),
    ).replace(/\s+/gu, " ");
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const target = new URL(path, this.#url);
    if (!target.searchParams.has("lang")) target.searchParams.set("lang", this.#language);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const method = init.method ?? "GET";
    return fetch(target, {
      ...init,
      redirect: "manual",
      headers: {
        ...(cookie === "" ? {} : { cookie }),
        ...(method === "POST" ? { origin: this.#url } : {}),
        ...this.#headers,
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  }

  async #take(answer: Response): Promise<this> {
    this.status = answer.status;
    this.headers = answer.headers;
    this.location = answer.headers.get("location") ?? "";
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0/iu.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.html = await answer.text();
    return this;
  }
}

function multipart(fields: readonly (readonly [string, string])[], files: readonly File[]): FormData {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  for (const file of files) body.append("files", file);
  return body;
}

function fieldsIn(body: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of [...inputsIn(body), ...areasIn(body), ...listsIn(body)])
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), value]);
  return fields;
}

type Field = readonly [name: string | undefined, value: string];

function inputsIn(body: string): readonly Field[] {
  return [...body.matchAll(/<input[^>]*>/gu)].flatMap(([tag]): Field[] => {
    const type = attribute(tag, "type") ?? "text";
    const isOff = ["radio", "checkbox"].includes(type) && !/\schecked/u.test(tag);
    return type === "file" || isOff ? [] : [[attribute(tag, "name"), attribute(tag, "value") ?? ""]];
  });
}

function areasIn(body: string): readonly Field[] {
  return [...body.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/gu)].map(([, head = "", words = ""]): Field => [
    attribute(head, "name"),
    unescaped(words.replace(/^\n/u, "")),
  ]);
}

function listsIn(body: string): readonly Field[] {
  return [...body.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/gu)].map(([, head = "", options = ""]): Field => [
    attribute(head, "name"),
    attribute(/<option[^>]*selected[^>]*>/u.exec(options)?.[0] ?? "", "value") ?? "",
  ]);
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, "u").exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(html: string): string {
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
