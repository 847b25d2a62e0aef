import { DirectionProvider, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { keepPreviousData, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { queries } from "../api/queries.ts";
import { LanguageChoiceProvider, useLanguageChoice } from "../language/language-choice.tsx";
import { LanguageProvider } from "../language/language-provider.tsx";
import { loadTexts } from "../language/texts.ts";
import { Gate } from "./gate.tsx";
import { theme } from "./theme.ts";

/** The whole desk. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <LanguageChoiceProvider>
        <DirectionProvider>
          <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
            <Spoken />
          </MantineProvider>
        </DirectionProvider>
      </LanguageChoiceProvider>
    </QueryClientProvider>
  );
}

function Spoken() {
  const { language } = useLanguageChoice();
  const { data: texts } = useQuery({
    queryKey: ["texts", language],
    queryFn: () => loadTexts(language),
    staleTime: Infinity,
    // The texts are files of the page: they are there, or the page is not.
    networkMode: "always",
    placeholderData: keepPreviousData,
  });
  if (texts === undefined) return null;
  return (
    <LanguageProvider language={texts.language} timeZone={zoneHere()} texts={texts.textOf}>
      <Notifications position="bottom-center" />
      <Gate />
    </LanguageProvider>
  );
}

/** Until the organisation's own is known. */
function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The nonce that the page came with: see desk/serve-app.ts. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}
