import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { z } from "zod";
import type { Language } from "../../core/language/language.ts";
import { packTexts, type Catalogue } from "./widget-texts.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const TEXTS = "virtual:widget-texts";

/** Puts the widget's texts of all five languages into the bundle. */
function widgetTexts(lenient: boolean): Plugin {
  const path = (language: Language): string => here(`../../core/language/catalogues/${language}.json`);
  const read = (language: Language): Catalogue => {
    try {
      return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path(language), "utf8")));
    } catch (error) {
      if (lenient) return {};
      throw error;
    }
  };
  return {
    name: "widget-texts",
    resolveId: (id) => (id === TEXTS ? `\0${TEXTS}` : undefined),
    load: (id) => {
      if (id !== `\0${TEXTS}`) return undefined;
      const catalogues = { en: read("en"), fa: read("fa"), tr: read("tr"), ar: read("ar"), ru: read("ru") };
      return `export const texts = ${JSON.stringify(packTexts(catalogues, lenient))}`;
    },
  };
}

/** The widget as one classic script that needs nothing else. `--mode development` lets texts be missing. */
export default defineConfig(({ mode }) => ({
  root: here("."),
  plugins: [widgetTexts(mode === "development")],
  // Calls of `h` are smaller than those of the automatic runtime, which also would have to be carried.
  oxc: {
    jsx: { runtime: "classic", development: false, pragma: "h", pragmaFrag: "Group" },
    jsxInject: 'import { h, Fragment as Group } from "preact";',
  },
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    lib: { entry: here("main.tsx"), formats: ["iife"], name: "redressWidget", fileName: () => "widget.js" },
    outDir: here("dist"),
    emptyOutDir: true,
    target: "es2022",
    minify: true,
    cssMinify: true,
    // Without the stand-ins for older browsers' light and dark: day and night are plain variables.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    reportCompressedSize: false,
  },
}));
