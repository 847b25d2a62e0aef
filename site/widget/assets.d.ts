/** Modules that the build makes: see vite.config.ts. */

declare module "*.css?inline" {
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- Vite gives style sheets a default export.
  export default text;
}

declare module "virtual:widget-texts" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- A module that is declared here may not import by path.
  export const texts: import("./saying.ts").PackedTexts;
}
