import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Nearly as small as the best, in a tenth of its time. */
const BROTLI_QUALITY = 9;

/** Puts each file once more beside itself, compressed, so that no server has to do it again. After all else, for Vite finishes chunks at the very end. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(?:js|css|svg)$/u.test(name));
      await Promise.all(
        names.map(async (name) => {
          const path = join(dir, name);
          const bytes = await readFile(path);
          const [brotli, zipped] = await Promise.all([
            promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
            promisify(gzip)(bytes, { level: 9 }),
          ]);
          await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, zipped)]);
        }),
      );
    },
  };
}

/** The desk as files under `/desk/assets/`, each named by its content. */
export default defineConfig({
  root: here("."),
  base: "/desk/",
  plugins: [compressed()],
  // Filled in by desk/serve-app.ts, anew for each answer.
  html: { cspNonce: "__nonce__" },
  oxc: { jsx: { runtime: "automatic", importSource: "react", development: false } },
  // Whatever the environment says that builds it: React for developers is half as large again.
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    target: "es2022",
    // They know light-dark() (Baseline 2024); what stands in for it where it is not known needs more than our styles say.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // "use client" is for frameworks that render on a server.
      onLog: (level, log, next) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") next(level, log);
      },
      output: {
        codeSplitting: {
          // A language's texts come in one file, whatever the number of areas.
          groups: [
            {
              debugName: "texts",
              test: /\/texts\/\w+\.json$/u,
              name: (id) => `texts-${/(\w+)\.json$/u.exec(id)?.[1] ?? ""}`,
            },
          ],
        },
      },
    },
  },
});
