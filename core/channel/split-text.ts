const paragraphEnd = /\n{2,}/g;
const lineEnd = /\n/g;
const sentenceEnd = /[.!?؟…](?=\s)/g;
const space = /\s+/g;

/** The rungs by which a text is split, the best first. */
const borders = [paragraphEnd, lineEnd, sentenceEnd, space] as const;

/** A border nearer to the start than this share of a part would leave crumbs; the next rung is tried. */
const crumb = 1 / 3;

/**
 * Splits `text` into parts of at most `max` UTF-16 units: between paragraphs, else lines, else sentences, else words, else between
 * two characters as a reader sees them. Nothing but white space at a border is lost. Codes and names that are isolated
 * (U+2066–U+2068 … U+2069) stay whole where they fit into a part.
 */
export function splitText(text: string, max: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const end = borderIn(rest, max);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === "" && parts.length > 0 ? parts : [...parts, rest];
}

function borderIn(text: string, max: number): number {
  const isolates = isolatesIn(text, max);
  for (const border of borders) {
    const ends = [...text.slice(0, max + 1).matchAll(border)].map((match) =>
      border === sentenceEnd ? match.index + match[0].length : match.index,
    );
    const last = ends.findLast((end) => end <= max && !isolates.some(([from, to]) => end > from && end < to));
    if (last !== undefined && last > max * crumb) return last;
  }
  return characterBorder(text, max);
}

/** Where isolated stretches begin and end, as far as they fit into one part. */
function isolatesIn(text: string, max: number): readonly (readonly [number, number])[] {
  return [...text.slice(0, 2 * max).matchAll(/[\u2066-\u2068][^\u2066-\u2069]*\u2069/g)]
    .filter((match) => match[0].length <= max)
    .map((match) => [match.index, match.index + match[0].length] as const);
}

/** No character is longer than this, save nonsense, which is split between code points. */
const longestCharacter = 64;

function characterBorder(text: string, max: number): number {
  const near = text.slice(0, max + longestCharacter);
  const at = new Intl.Segmenter().segment(near).containing(max)?.index ?? max;
  if (at > 0) return at;
  return text.codePointAt(max - 1) !== text.charCodeAt(max - 1) && max > 1 ? max - 1 : max;
}
