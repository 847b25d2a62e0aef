/** Colours made of the organisation's one colour, so that text on them can always be read (WCAG 2.2, 1.4.3: 4.5 to 1). */
export interface Palette {
  /** Behind the customer's own words and on the launcher. */
  readonly fill: string;
  /** Text and icons on `fill`. */
  readonly onFill: string;
  /** Text, icons and borders of that colour on the day's surfaces. */
  readonly inkDay: string;
  /** The same on the night's. */
  readonly inkNight: string;
}

/** Red, green and blue, each from 0 to 255. */
type Rgb = readonly number[];

const LEGIBLE = 4.5;
/** Darkest of the day's surfaces and lightest of the night's, in style/widget.css. */
const DAY_SURFACE: Rgb = [0xee, 0xf1, 0xf4];
const NIGHT_SURFACE: Rgb = [0x2a, 0x2f, 0x37];
const WHITE: Rgb = [255, 255, 255];
const DARK: Rgb = [16, 19, 23];
/** Colours as light as this keep their lightness and carry dark text: darkened, yellow would be mud. */
const LIGHT_COLOR = 2;

/** The palette of a colour written `#rgb` or `#rrggbb`. */
export function paletteOf(color: string): Palette {
  const brand = parse(color);
  const light = contrast(brand, WHITE) < LIGHT_COLOR;
  return {
    fill: print(light ? towards(brand, WHITE, DARK) : towards(brand, DARK, WHITE)),
    onFill: print(light ? DARK : WHITE),
    inkDay: print(towards(brand, DARK, DAY_SURFACE)),
    inkNight: print(towards(brand, WHITE, NIGHT_SURFACE)),
  };
}

/** `color`, moved towards `goal` only as far as it must to be legible on `ground`. */
function towards(color: Rgb, goal: Rgb, ground: Rgb): Rgb {
  for (let step = 0; step < 20; step += 1) {
    const mixed = color.map((part, index) => Math.round(part + ((goal[index] ?? 0) - part) * (step / 20)));
    if (contrast(mixed, ground) >= LEGIBLE) return mixed;
  }
  return goal;
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) =>
    part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(color: string): Rgb {
  const digits = color.slice(1).replace(/^(.)(.)(.)$/u, "$1$1$2$2$3$3");
  return [0, 2, 4].map((index) => Number.parseInt(digits.slice(index, index + 2), 16));
}

function print(color: Rgb): string {
  return `rgb(${color.join()})`;
}
