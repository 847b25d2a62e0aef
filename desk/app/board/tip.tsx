import { useLanguage } from "../language/language-provider.tsx";
import { directionOf } from "../../../core/language/language.ts";
import styles from "./board.module.css";

/** What a chart says about the place under the pointer. */
export function Tip({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
}) {
  const { language } = useLanguage();
  return (
    <div className={styles["tip"]} dir={directionOf(language)}>
      <strong>{title}</strong>
      {rows.map(([name, value]) => (
        <div key={name}>
          {name}: {value}
        </div>
      ))}
    </div>
  );
}
