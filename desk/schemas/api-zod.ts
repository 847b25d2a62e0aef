import { extendZodWithOpenApi } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";

// Every schema of the API is made with this `z`, so that each can say what it is called in the description.
extendZodWithOpenApi(z);

export { z };

/** `Fields` without those that are undefined: a field that was not sent is not there. */
export type Exact<Fields> = Fields extends object
  ? { [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name] } & {
      [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
    }
  : Fields;

/** Leaves out the fields that are undefined; zod's own `exactOptional` is described as required by the OpenAPI generator. */
export function exact<Fields extends object>(fields: Fields): Exact<Fields> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the entries are those of `Fields`; types cannot follow a filter
  return Object.fromEntries(present) as Exact<Fields>;
}
