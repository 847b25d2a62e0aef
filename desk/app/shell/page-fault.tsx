import { Alert, Button, Stack } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { Component } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "./notices.tsx";

interface BoundaryParts {
  /** Where one is; whoever goes elsewhere leaves the fault behind. */
  readonly place: string;
  readonly show: (fault: unknown, again: () => void) => ReactNode;
  readonly children: ReactNode;
}

interface Caught {
  readonly hasFault: boolean;
  readonly fault?: unknown;
}

/** Only a class can catch what its children throw. */
class Boundary extends Component<BoundaryParts, Caught> {
  override state: Caught = { hasFault: false };

  static getDerivedStateFromError(fault: unknown): Caught {
    return { hasFault: true, fault };
  }

  override componentDidUpdate({ place }: BoundaryParts): void {
    if (place !== this.props.place && this.state.hasFault) this.#forget();
  }

  override render(): ReactNode {
    return this.state.hasFault ? this.props.show(this.state.fault, () => this.#forget()) : this.props.children;
  }

  #forget(): void {
    this.setState({ hasFault: false, fault: undefined });
  }
}

/** Shows in a page's place why it cannot be shown, and tries again; another page is not concerned. */
export function PageFault({ children }: { readonly children: ReactNode }) {
  const { say } = useLanguage();
  const [location] = useLocation();
  const { reset } = useQueryErrorResetBoundary();
  return (
    <Boundary
      place={location}
      show={(fault, again) => (
        <Alert color="red" m="md" title={say("shell.page_fault")}>
          <Stack align="start">
            {problemText(fault, say)}
            <Button
              size="xs"
              onClick={() => {
                reset();
                again();
              }}
            >
              {say("shell.try_again")}
            </Button>
          </Stack>
        </Alert>
      )}
    >
      {children}
    </Boundary>
  );
}
