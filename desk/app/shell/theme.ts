import { createTheme, rem } from "@mantine/core";

/** The desk's look: dense, calm, with enough contrast in both schemes (WCAG 2.2, 1.4.3). */
export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: { light: 9, dark: 9 },
  autoContrast: true,
  fontFamily: "var(--desk-font)",
  headings: { fontFamily: "var(--desk-font)", sizes: { h1: { fontSize: rem(20) }, h2: { fontSize: rem(16) } } },
  defaultRadius: "sm",
  respectReducedMotion: true,
});
