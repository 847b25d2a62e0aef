import { AssignForm } from "./assign-form.tsx";
import { DecideForm } from "./decide-form.tsx";
import type { FormProps, StepKind } from "./form-props.ts";
import { MergeForm } from "./merge-form.tsx";
import { NoteForm } from "./note-form.tsx";
import { PasscodeForm } from "./passcode-form.tsx";
import {
  AskForm,
  CarryOutRemedyForm,
  CarryOutRulingForm,
  EscalateForm,
  EvidenceForm,
  ReopenForm,
  ToldForm,
  WithdrawForm,
  WithdrawQuestionForm,
} from "./plain-forms.tsx";
import { ReviewForm } from "./review-form.tsx";
import { RouteForm } from "./route-form.tsx";
import { AskForSampleForm, MoveSampleForm } from "./sample-forms.tsx";

const forms: Readonly<Record<StepKind, (props: FormProps) => React.ReactNode>> = {
  first_review: ReviewForm,
  route: RouteForm,
  escalate: EscalateForm,
  assign: AssignForm,
  ask: AskForm,
  withdraw_question: WithdrawQuestionForm,
  add_evidence: EvidenceForm,
  note: NoteForm,
  ask_for_sample: AskForSampleForm,
  move_sample: MoveSampleForm,
  decide: DecideForm,
  told: ToldForm,
  carry_out_remedy: CarryOutRemedyForm,
  withdraw: WithdrawForm,
  merge: MergeForm,
  reopen: ReopenForm,
  carry_out_ruling: CarryOutRulingForm,
  renew_passcode: PasscodeForm,
};

/** The form of one step. */
export function StepForm({ kind, ...props }: FormProps & { readonly kind: StepKind }) {
  const Form = forms[kind];
  return <Form {...props} />;
}
