/**
 * Unpacks the Chromium of `@sparticuz/chromium` into the folder named by the first argument: the program, the libraries
 * that a bare machine lacks, and fonts for every language of the product. A process of its own, because the package
 * unpacks into the temporary folder of the process, and takes what it finds there for finished.
 */
import { inflate } from "@sparticuz/chromium";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKED = ["chromium.br", "al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"];

const target = process.argv[2];
if (target === undefined) throw new Error("Say where to unpack");
const unfinished = `${target}.${process.pid}`;
await mkdir(unfinished, { recursive: true });
try {
  process.env["TMPDIR"] = unfinished;
  const packed = fileURLToPath(new URL("../bin", import.meta.resolve("@sparticuz/chromium")));
  await Promise.all(PACKED.map((file) => inflate(join(packed, file))));
  await writeFile(join(unfinished, "fonts", "fonts.conf"), fontConfiguration(target));
  await rename(unfinished, target);
} catch (error) {
  // Another test file of the same run may have been quicker.
  if (!existsSync(target)) throw error;
} finally {
  await rm(unfinished, { recursive: true, force: true });
}

/** Latin and Cyrillic from Open Sans, Persian and Arabic from Vazirmatn; what neither has, from the machine. */
function fontConfiguration(home: string): string {
  const vazirmatn = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/vazirmatn/package.json"));
  const folders = [join(home, "fonts", "fonts"), vazirmatn, "/usr/share/fonts"];
  const families = ["sans-serif", "serif", "system-ui", "monospace"].map(
    (family) =>
      `<alias binding="strong"><family>${family}</family><prefer><family>Open Sans</family><family>Vazirmatn</family></prefer></alias>`,
  );
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...folders.map((folder) => `<dir>${folder}</dir>`),
    `<cachedir>${join(home, "font-cache")}</cachedir>`,
    ...families,
    "</fontconfig>\n",
  ].join("\n");
}
