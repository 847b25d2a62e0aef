import { describe, expect, it } from "@jest/globals";
import { addChange } from "../../core/casework/add-change.ts";
import type { Audience } from "../../core/casework/add-change.ts";
import { draftWork } from "../../core/casework/work-draft.ts";
import type { CaseworkTools } from "../../core/casework/tools.ts";
import type { Change } from "../../core/complaint/change.ts";
import { newConversation, newCustomer } from "../../core/conversation/new-conversation.ts";
import { Fault } from "../../core/errors.ts";
import { sayIn } from "../../core/language/say.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { momentOf } from "../../core/system.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { staff, filed, review } from "../support/complaints.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { quickHasher } from "../support/quick-hasher.ts";

const ports = fixedPorts(new Date("2026-12-01T07:00:00Z"));
const moment = momentOf(ports);
const customer = { ...newCustomer("en", moment), phone: "+905321234567" };
const words = (text: string) => ({ prompt: { text, choices: [], accepts: [] }, language: "en" as const });
const stored = () => ({
  ...newConversation({ channel: "telegram", externalId: "t" }, customer.id, "en", moment),
  version: 7,
  lastSeq: 40,
});

const tools: CaseworkTools = {
  store: createMemoryStore(ports),
  ...ports,
  organisation: loadOrganisation(undefined),
  calendar: () => {
    throw new Error("no calendar is needed");
  },
  hasher: quickHasher(),
  sayIn: (language) => sayIn(language, "Europe/Istanbul"),
  channels: () => new Map([["sms" as const, guiseCapabilities.sms]]),
  isReadInLog: () => false,
  answersAt: () => undefined,
  committed: () => undefined,
};

describe("a draft of work", () => {
  it("raises a conversation's version by one, however much is said in it, and numbers without a gap", () => {
    const draft = draftWork(moment);
    const conversation = stored();
    draft.hold(conversation);
    draft.say(conversation.id, words("one"));
    draft.change(conversation.id, { language: "tr" });
    draft.say(conversation.id, words("two"));
    const { conversations, outbound } = draft.work();
    expect(conversations).toEqual([
      { before: conversation, after: { ...conversation, language: "tr", version: 8, lastSeq: 42 } },
    ]);
    expect(outbound?.map(({ seq }) => seq)).toEqual([41, 42]);
  });

  it("leaves out a conversation that was only looked at", () => {
    const draft = draftWork(moment);
    draft.hold(stored());
    expect(draft.work().conversations).toEqual([]);
  });

  it("keeps the first of two loads of one conversation, with what was said since", () => {
    const draft = draftWork(moment);
    const conversation = stored();
    draft.hold(conversation);
    draft.say(conversation.id, words("one"));
    draft.hold(conversation);
    expect(draft.conversation(conversation.id).lastSeq).toBe(41);
  });

  it("does not take words for a conversation that nobody loaded", () => {
    const draft = draftWork(moment);
    expect(() => draft.say(stored().id, words("one"))).toThrow(Fault);
  });

  it("puts an offer into the conversation's state with the message that makes it", () => {
    const draft = draftWork(moment);
    const conversation = stored();
    draft.hold(conversation);
    const choices = [{ value: "yes", label: "Yes" }];
    draft.say(conversation.id, {
      prompt: { text: "?", choices, accepts: [] },
      about: { kind: "rating", complaintId: "c" },
      language: "en",
    });
    const { conversations, outbound } = draft.work();
    const [offer] = conversations?.[0]?.after.state.offers ?? [];
    expect(offer).toMatchObject({ seq: 41, choices, state: "open" });
    expect(outbound?.[0]?.body.choices[0]?.token.startsWith(offer?.id ?? "none")).toBe(true);
  });

  it("joins two commands on one complaint into one step of its version, with both histories", () => {
    const start = filed();
    const first = start.then(review, staff("agent-1"));
    const again: Change = { ...first.last, before: first.last.after, after: { ...first.last.after, version: 3 } };
    const draft = draftWork(moment);
    draft.complaint(first.last);
    draft.complaint(again);
    const { complaints, events } = draft.work();
    expect(complaints).toHaveLength(1);
    expect(complaints?.[0]?.before?.version).toBe(1);
    expect(complaints?.[0]?.after.version).toBe(2);
    expect(events).toHaveLength(2 * first.last.events.length);
  });

  it("leads a customer who changes twice from the first state to the last", () => {
    const draft = draftWork(moment);
    const named = { ...customer, name: "A" };
    draft.customer({ before: customer, after: named });
    draft.customer({ before: named, after: { ...named, language: "fa" } });
    expect(draft.work().customers).toEqual([{ before: customer, after: { ...named, language: "fa" } }]);
  });
});

describe("adding a change", () => {
  const change = (follows: Change["follows"]): Change => ({ ...filed().last, follows });
  const late = { kind: "notice", notice: { kind: "late" } } as const;

  function add(audience: Partial<Audience>, follows: Change["follows"]) {
    const draft = draftWork(moment);
    addChange(draft, change(follows), { customer, conversations: [], ...audience }, tools, moment);
    return draft.work();
  }

  it("begins one conversation for two notices to one new number", () => {
    const { conversations, outbound } = add({}, [late, { kind: "notice", notice: { kind: "closed" } }]);
    expect(conversations).toHaveLength(1);
    expect(conversations?.[0]?.after).toMatchObject({ version: 1, lastSeq: 2, customerId: customer.id });
    expect(outbound?.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it("calls staff where a notice reaches nobody", () => {
    const { alerts, outbound } = add({ customer: newCustomer("en", moment) }, [late]);
    expect(outbound).toEqual([]);
    expect(alerts).toMatchObject([{ kind: "unreached", complaintId: filed().complaint.id }]);
  });

  it("calls nobody where the customer is told by the turn that causes it", () => {
    const own = stored();
    expect(add({ conversations: [own], origin: own.id }, [late]).alerts).toEqual([]);
  });

  it("calls staff where only a chat that knows the passcode causes it, and the customer is told nowhere", () => {
    const stranger = stored();
    const { alerts } = add({ customer: newCustomer("en", moment), origin: stranger.id }, [late]);
    expect(alerts?.map(({ kind }) => kind)).toEqual(["unreached"]);
  });
});
