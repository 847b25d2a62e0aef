import classes from "./composer.module.css";

/** Something that can be put into the text. */
export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

/** The id of one suggestion's element, for `aria-activedescendant`. */
export function suggestionId(list: string, id: string): string {
  return `${list}-${id}`;
}

/** A list of suggestions above the text; the keys are the text's own. */
export function Suggestions({
  list,
  name,
  suggestions,
  chosen,
  choose,
  empty,
}: {
  readonly list: string;
  readonly name: string;
  readonly suggestions: readonly Suggestion[];
  /** Place of the one that Enter takes. */
  readonly chosen: number;
  readonly choose: (suggestion: Suggestion) => void;
  readonly empty: string;
}) {
  if (suggestions.length === 0) return <p className={classes["suggestions"]}>{empty}</p>;
  return (
    <ul id={list} role="listbox" aria-label={name} className={classes["suggestions"]}>
      {suggestions.map((each, index) => (
        <li
          key={each.id}
          id={suggestionId(list, each.id)}
          role="option"
          aria-selected={index === chosen}
          ref={index === chosen ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
          onMouseDown={(event) => {
            // The text keeps the focus.
            event.preventDefault();
            choose(each);
          }}
        >
          <strong>
            <bdi>{each.title}</bdi>
          </strong>
          <span dir="auto">{each.detail}</span>
        </li>
      ))}
    </ul>
  );
}
