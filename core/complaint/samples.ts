import { accepted, refused } from "../errors.ts";
import { sampleStates } from "./complaint.ts";
import type { Sample } from "./complaint.ts";
import { firstRefusal, isBlank } from "./effect.ts";
import type { Carrier } from "./effect.ts";

/** A physical sample is wanted. How to send it is put to the customer as a question. */
export const askForSample: Carrier<"ask_for_sample"> = (complaint, { what }, { moment, actor }) => {
  const refusal = firstRefusal([isBlank(what), "refusal.sample_unnamed"]);
  if (refusal !== undefined) return refusal;
  const sample: Sample = { id: moment.ids.uuid(), what, steps: [{ state: "asked_for", at: moment.now, by: actor }] };
  return accepted({
    after: { ...complaint, samples: [...complaint.samples, sample] },
    events: [{ kind: "sample_moved", facts: { sampleId: sample.id, what, to: "asked_for" } }],
  });
};

/** The sample goes on its way: shipped, arrived, examined, never back; steps that nobody saw may be left out. A customer ships only. */
export const moveSample: Carrier<"move_sample"> = (complaint, { sampleId, to, note }, { moment, actor }) => {
  const sample = complaint.samples.find(({ id }) => id === sampleId);
  if (sample === undefined) return refused("refusal.sample_unknown");
  const refusal = firstRefusal(
    [actor.kind === "customer" && to !== "shipped", "refusal.not_your_role"],
    [
      sampleStates.indexOf(to) <= Math.max(...sample.steps.map(({ state }) => sampleStates.indexOf(state))),
      "refusal.sample_moved_already",
    ],
  );
  if (refusal !== undefined) return refusal;
  const noted = note === undefined || isBlank(note) ? {} : { note };
  const moved: Sample = { ...sample, steps: [...sample.steps, { state: to, at: moment.now, by: actor, ...noted }] };
  return accepted({
    after: { ...complaint, samples: complaint.samples.map((each) => (each === sample ? moved : each)) },
    events: [{ kind: "sample_moved", facts: { sampleId, to } }],
  });
};
