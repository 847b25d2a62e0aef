import { Component, createRef, type JSX } from "preact";
import { Icon } from "./icon.tsx";

interface PictureParts {
  readonly name: string;
  readonly type: string;
  /** Where the whole file can be opened; empty where nowhere. */
  readonly url: string;
  /** The file itself where it is at hand; `load` is asked otherwise. */
  readonly blob: Blob | undefined;
  readonly load?: () => Promise<Blob>;
}

/** Longest side of what is drawn, in pixels: sharp on a dense screen, small in memory. */
const LONGEST_PX = 640;

/** A file: drawn where the browser can, by its name otherwise. */
export class Picture extends Component<PictureParts, { readonly isDrawn: boolean }> {
  readonly #canvas = createRef<HTMLCanvasElement>();
  override state = { isDrawn: this.props.type.startsWith("image/") };

  override componentDidMount(): void {
    if (!this.state.isDrawn) return;
    this.#draw().catch(() => this.setState({ isDrawn: false }));
  }

  override render(): JSX.Element {
    const { name, url } = this.props;
    return (
      // One element before and after there is an address: another would lose what is drawn.
      <a class="file" {...(url === "" ? {} : { href: url })} target="_blank" rel="noopener noreferrer">
        {this.state.isDrawn ? (
          <canvas ref={this.#canvas} role="img" aria-label={name} width={4} height={3} />
        ) : (
          <span class="file-name">
            <Icon name="file" />
            <bdi>{name}</bdi>
          </span>
        )}
      </a>
    );
  }

  /** Draws without an image element: the host page's policy may allow none from here. */
  async #draw(): Promise<void> {
    const { blob, load } = this.props;
    const bitmap = await createImageBitmap(blob ?? (await load?.()) ?? new Blob());
    const canvas = this.#canvas.current;
    if (canvas === null) return;
    const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height));
    canvas.width = Math.ceil(bitmap.width * scale);
    canvas.height = Math.ceil(bitmap.height * scale);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  }
}
