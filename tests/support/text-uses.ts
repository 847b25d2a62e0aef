import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rooms = ["core", "bots", "desk", "site", "server", "scripts", "prisma"];
/** The desk's app has texts of its own, which tests/unit/desk-texts.test.ts holds to theirs. */
const foreign = new Set(["node_modules", "generated", "dist", "app"]);

/** A place in the source that names a text together with what fills it. */
export interface Filling {
  readonly where: string;
  readonly key: string;
  /** Names given; undefined where the source does not show them (a variable, a spread). */
  readonly names: readonly string[] | undefined;
}

/** How the source uses the texts of the catalogues. */
export interface TextUses {
  /** Every string written out in the source. */
  readonly written: ReadonlySet<string>;
  /** Beginnings of composed strings, `status.` of `status.${status}`, with a place where each stands. */
  readonly beginnings: ReadonlyMap<string, string>;
  readonly fillings: readonly Filling[];
}

/** Reads all source files but the tests. `keys` are the texts that there are. */
export function readTextUses(keys: ReadonlySet<string>): TextUses {
  const written = new Set<string>();
  const beginnings = new Map<string, string>();
  const fillings: Filling[] = [];
  for (const path of rooms.flatMap((room) => sourceFiles(join(root, room)))) {
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    const whereOf = (node: ts.Node): string =>
      `${relative(root, path)}:${String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) written.add(node.text);
      if (ts.isTemplateExpression(node)) beginnings.set(node.head.text, whereOf(node));
      for (const { key, names } of fillingsIn(node, keys)) fillings.push({ key, names, where: whereOf(node) });
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { written, beginnings, fillings };
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return foreign.has(entry.name) ? [] : sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

type Found = Omit<Filling, "where">;

/** `say(key, args)` and `[holds, key, args]`: the arguments follow the key; `{ key, args }`: they stand beside it. */
function fillingsIn(node: ts.Node, keys: ReadonlySet<string>): readonly Found[] {
  if (ts.isCallExpression(node)) return inRow(node.arguments, keys);
  if (ts.isArrayLiteralExpression(node)) return inRow(node.elements, keys).filter(({ names }) => names?.length !== 0);
  if (ts.isObjectLiteralExpression(node)) return inObject(node, keys);
  return [];
}

function inRow(row: readonly ts.Expression[], keys: ReadonlySet<string>): readonly Found[] {
  return row.flatMap((expression, index) =>
    keysOf(expression, keys).map((key) => ({ key, names: namesOf(row[index + 1]) })),
  );
}

function inObject(node: ts.ObjectLiteralExpression, keys: ReadonlySet<string>): readonly Found[] {
  const property = (name: string): ts.Expression | undefined =>
    node.properties
      .filter(ts.isPropertyAssignment)
      .find((each) => ts.isIdentifier(each.name) && each.name.text === name)?.initializer;
  const key = property("key") ?? property("hint");
  return key === undefined || property("args") === undefined
    ? []
    : keysOf(key, keys).map((each) => ({ key: each, names: namesOf(property("args")) }));
}

function keysOf(expression: ts.Expression, keys: ReadonlySet<string>): readonly string[] {
  if (ts.isParenthesizedExpression(expression)) return keysOf(expression.expression, keys);
  if (ts.isConditionalExpression(expression))
    return [...keysOf(expression.whenTrue, keys), ...keysOf(expression.whenFalse, keys)];
  return ts.isStringLiteralLike(expression) && keys.has(expression.text) ? [expression.text] : [];
}

function namesOf(expression: ts.Expression | undefined): readonly string[] | undefined {
  if (expression === undefined) return [];
  if (!ts.isObjectLiteralExpression(expression)) return undefined;
  const names = expression.properties.map((property) =>
    property.name !== undefined && ts.isIdentifier(property.name) ? property.name.text : undefined,
  );
  return names.includes(undefined) ? undefined : names.filter((name) => name !== undefined);
}
