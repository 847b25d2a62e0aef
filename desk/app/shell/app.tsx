import { DirectionProvider, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { directionOf, languages } from "../../../core/language/language.ts";
import { LanguageProvider } from "../language/language-provider.tsx";
import { loadTexts } from "../language/texts.ts";
import { areas } from "./areas.ts";

const queries = new QueryClient();

/** The whole desk. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Desk />
    </QueryClientProvider>
  );
}

function Desk() {
  const asked = new URLSearchParams(window.location.search).get("lang");
  const language = languages.find((known) => known === asked) ?? "en";
  const { data: texts } = useQuery({ queryKey: ["texts", language], queryFn: () => loadTexts(language) });
  if (texts === undefined) return null;
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  return (
    <DirectionProvider initialDirection={directionOf(language)}>
      <MantineProvider defaultColorScheme="auto">
        <LanguageProvider language={language} timeZone="UTC" texts={texts}>
          <Router base="/desk">
            <Suspense>
              <Switch>
                {areas.map(({ path, Page }) => (
                  <Route key={path} path={path} nest>
                    <Page />
                  </Route>
                ))}
                <Redirect to="/complaints" />
              </Switch>
            </Suspense>
          </Router>
        </LanguageProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
