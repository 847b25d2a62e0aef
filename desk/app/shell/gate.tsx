import { Button, Center, Loader, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect, useState } from "react";
import { actAs } from "../api/acting.ts";
import { LiveProvider } from "../api/live-provider.tsx";
import { onSignedOut } from "../api/sign-out-news.ts";
import { Problem } from "../api/call.ts";
import { useLanguageChoice } from "../language/language-choice.tsx";
import { useLanguage } from "../language/language-provider.tsx";
import { Frame } from "./frame.tsx";
import { OrganisationWords } from "./organisation-words.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { meQuery } from "./use-me.ts";
import styles from "./gate.module.css";

/**
 * Lets in who is signed in. When a session ends in the middle of work, the page stays as it is beneath the sign-in: drafts and places are there when the same
 * person comes back; somebody else begins anew.
 */
export function Gate() {
  const cache = useQueryClient();
  const { choose } = useLanguageChoice();
  const { data: me, error, refetch } = useQuery(meQuery);
  const [hasEnded, setEnded] = useState(false);
  const [signIns, setSignIns] = useState(0);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  useEffect(() => {
    if (me !== undefined) choose(me.language);
  }, [me, choose]);

  const signedIn = async (agentId: string): Promise<void> => {
    actAs(agentId);
    if (me !== undefined && me.id !== agentId)
      cache.removeQueries({ predicate: ({ queryKey: [first] }) => first !== "texts" });
    const asked = await refetch();
    if (asked.data === undefined) return;
    setEnded(false);
    setSignIns((count) => count + 1);
    await cache.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== "texts" && first !== "me" });
  };

  if (me === undefined) {
    if (hasEnded || (error instanceof Problem && error.status === 401)) return <SignInPage signedIn={signedIn} />;
    return error === null ? <Waiting /> : <Unreached again={() => void refetch()} />;
  }
  return (
    <>
      <div className={styles["beneath"]} inert={hasEnded}>
        <Suspense fallback={<Waiting />}>
          <LiveProvider key={me.id} signIns={signIns}>
            <OrganisationWords>
              <Frame />
            </OrganisationWords>
          </LiveProvider>
        </Suspense>
      </div>
      {hasEnded && (
        <div className={styles["above"]}>
          <SignInPage signedIn={signedIn} email={me.email} />
        </div>
      )}
    </>
  );
}

function Waiting() {
  const { say } = useLanguage();
  return (
    <Center h="100%">
      <Loader aria-label={say("shell.loading")} />
    </Center>
  );
}

function Unreached({ again }: { readonly again: () => void }) {
  const { say } = useLanguage();
  return (
    <Center h="100%" component="main">
      <Stack align="center">
        <Text role="alert">{say("shell.unreachable")}</Text>
        <Button onClick={again}>{say("shell.try_again")}</Button>
      </Stack>
    </Center>
  );
}
