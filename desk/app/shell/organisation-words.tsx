import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LanguageProvider, useLanguage } from "../language/language-provider.tsx";
import { organisationQuery } from "./use-organisation.ts";

/** Dates within are those of the organisation's time zone. */
export function OrganisationWords({ children }: { readonly children: ReactNode }) {
  const { language, texts } = useLanguage();
  const { data } = useSuspenseQuery(organisationQuery);
  return (
    <LanguageProvider language={language} timeZone={data.timeZone} texts={texts}>
      {children}
    </LanguageProvider>
  );
}
