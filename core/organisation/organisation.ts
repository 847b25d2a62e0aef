import type { OpeningHours } from "../calendar/calendar.ts";
import type { CategoryKey, DepartmentKey } from "../ids.ts";
import type { Language } from "../language/language.ts";

/** A text in the organisation's languages; `textIn` falls back to its first language. */
export type Localised = Readonly<Partial<Record<Language, string>>>;

/** A node of the category tree. Leaves can be chosen; a node with children is a question with these answers. */
export interface Category {
  readonly key: CategoryKey;
  readonly name: Localised;
  readonly department: DepartmentKey;
  readonly children: readonly Category[];
  /** No longer offered, with all below it; complaints that have it keep it. */
  readonly retired?: true;
}

/** A part of the organisation that evaluates. */
export interface Department {
  readonly key: DepartmentKey;
  readonly name: Localised;
  /** Nothing new goes there; what is there stays. */
  readonly retired?: true;
}

/** Where a customer can turn after the second no. */
export interface ExternalRemedy {
  readonly name: Localised;
  readonly how: Localised;
  readonly url?: string;
}

/** Somewhere that leads customers here: a campaign, or the code on a product. Its link names it by its key. */
export interface Source {
  /** At most 31 small letters, digits and hyphens: it has to go into a link. */
  readonly key: string;
  readonly name: Localised;
  /** The product that whoever comes from there complains about. */
  readonly product?: Localised;
  /** No longer handed out; links and codes that are out in the world still lead here. */
  readonly retired?: true;
}

/** Who runs this installation, as the version of its profile that is in force says: at first the file `ORGANISATION`, then what was saved at the desk. Checked by zod. */
export interface Organisation {
  readonly name: Localised;
  readonly contact: {
    readonly email: string;
    readonly phone?: string;
    readonly address?: Localised;
    readonly website?: string;
  };
  /** Languages offered to customers, the most usual first. */
  readonly languages: readonly [Language, ...Language[]];
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2 of the public holidays that seed the calendar, and of phone numbers typed without a prefix. */
  readonly country: string;
  readonly departments: readonly Department[];
  readonly categories: readonly Category[];
  readonly sources: readonly Source[];
  /** By country of the customer (ISO 3166-1 alpha-2), `*` for every other. */
  readonly externalRemedies: Readonly<Record<string, readonly ExternalRemedy[]>>;
  /** Link or text of the privacy notice, told before anything is asked. */
  readonly privacyNotice: Localised;
  readonly policy: Policy;
}

/** The organisation's own choices within the process. */
export interface Policy {
  /** Calendar days after a decision was told, after which silence closes the complaint as unanswered; undefined: never. */
  readonly unansweredAfterDays?: number;
  /** Days after a decision was told on which an unanswered question is asked again. */
  readonly reminderDays: readonly number[];
  /** How long after closing as unanswered the customer can undo it, in days. */
  readonly undoDays: number;
  /** How long after a yes words of doubt still open the question again, in days. */
  readonly doubtDays: number;
  /** Files one complaint can carry. */
  readonly maxFiles: number;
  /** Local time of the customer in which nobody is woken by what can wait; may reach over midnight. */
  readonly quietHours: OpeningHours;
  /** Local time of the customer in which reminders, warnings and requests for a rating go out, on the organisation's working days. */
  readonly contactHours: OpeningHours;
  readonly takeOver: {
    /** Minutes until the least busy agent who was offered a conversation and did not take it gives way to the next. */
    readonly offerMinutes: number;
    /** Minutes until a customer whom nobody took over is told so, with a promised time. */
    readonly takeWithinMinutes: number;
    /** Minutes without an open window until an agent whose customer waits counts as gone, and the conversation returns to the line. */
    readonly awayAfterMinutes: number;
  };
  readonly retention: {
    /** Months after the last of a customer's complaints ended, after which their personal details are erased; undefined: never. */
    readonly endedAfterMonths?: number;
    /** Months of silence after which the details of a customer who never filed are erased; undefined: never. */
    readonly neverFiledAfterMonths?: number;
  };
}
