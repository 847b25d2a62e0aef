// @ts-check
import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Folders whose functions are handed the time, ids and randomness (core/ports.ts). */
const PURE = ["core/{complaint,calendar,channel,conversation,language}/**"];

/** Files whose tool asks for a default export. */
const DEFAULT_EXPORT = [
  "*.config.{js,ts}",
  "**/vite.config.ts",
  "tests/support/{count-reporter,global-setup,global-teardown}.ts",
  // Types of packages that come without: they say what the package exports.
  "{core,tests}/**/*.d.ts",
];

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Export it by name: a name that every importer shares can be searched for.",
};
const noModuleMocks = {
  selector: "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|unstable_mockModule|doMock)$/]",
  message: "Hand the dependency in as an argument, and pass a fake from tests/support.",
};
const noClock = [
  {
    selector:
      "NewExpression[callee.name='Date'][arguments.length=0], MemberExpression[object.name='Date'][property.name='now'], MemberExpression[object.name='DateTime'][property.name=/^(now|local|utc)$/]:matches([property.name='now'])",
    message: "Take the time as an argument: rules that read a clock cannot be tested or replayed.",
  },
  {
    selector:
      "MemberExpression[object.name='Math'][property.name='random'], CallExpression[callee.property.name=/^random(UUID|Bytes|Int)$/]",
    message: "Take ids and randomness as arguments (core/ports.ts).",
  },
];

export default defineConfig(
  globalIgnores([
    "node_modules/",
    "data/",
    "coverage/",
    "screenshots/",
    "**/dist/",
    "core/store/generated/",
    "conformance/",
    "bench/peers/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // "modified": a switch over a union counts once, for its cases are one decision.
      complexity: ["error", { max: 10, variant: "modified" }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "Only core/config.ts reads the environment; ask it for the value.",
        },
      ],
      "no-restricted-syntax": ["error", noDefaultExport],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-exports": "error",
      // Leaving a property out of the rest is what the destructuring is for.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unsafe-type-assertion": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An async method without await is how an in-memory twin keeps a port's promise, and turns a throw into a rejection.
      "@typescript-eslint/require-await": "off",
    },
  },
  { files: PURE, rules: { "no-restricted-syntax": ["error", noDefaultExport, ...noClock] } },
  {
    // The only place where a string becomes an identifier.
    files: ["core/ids.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-type-assertion": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
    },
  },
  { files: ["core/config.ts"], rules: { "no-restricted-properties": "off" } },
  {
    files: ["tests/**"],
    rules: {
      "max-lines-per-function": "off",
      "no-restricted-syntax": ["error", noDefaultExport, noModuleMocks],
      // Test doubles and made-up platform payloads stand for types that they do not fill.
      "@typescript-eslint/no-unsafe-type-assertion": "off",
    },
  },
  { files: DEFAULT_EXPORT, rules: { "no-restricted-syntax": "off" } },
  // Tests and scripts start processes, and hand them an environment.
  { files: ["tests/support/**", "scripts/**", "bench/**"], rules: { "no-restricted-properties": "off" } },
  {
    files: ["**/*.{js,cjs,mjs}"],
    languageOptions: { globals: { process: "readonly", module: "writable" } },
  },
);
