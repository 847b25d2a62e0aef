import { createContext, useContext } from "react";
import type { StepKind } from "./forms/form-props.ts";

/** What can be begun on the complaint that is shown. */
export interface Steps {
  /** Opens the form of a step; `about` names the remedy, question or sample that it is about. */
  readonly begin: (kind: StepKind, about?: string) => void;
  readonly isAllowed: (kind: StepKind) => boolean;
}

/** Nothing can be begun where no complaint is worked on, such as on paper. */
export const StepsContext = createContext<Steps>({ begin: () => undefined, isAllowed: () => false });

/** The steps of the complaint that is shown. */
export function useSteps(): Steps {
  return useContext(StepsContext);
}
