declare module "heic-decode" {
  interface HeicPicture {
    readonly width: number;
    readonly height: number;
    /** RGBA, eight bits each. */
    decode(): Promise<{ readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }>;
  }
  const decodeHeic: {
    all(source: { readonly buffer: Uint8Array }): Promise<readonly HeicPicture[]>;
  };
  export default decodeHeic;
}
