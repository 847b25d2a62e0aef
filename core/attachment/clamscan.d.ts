declare module "clamscan" {
  import type { Readable } from "node:stream";

  export default class NodeClam {
    init(options: {
      readonly clamdscan: {
        readonly host: string;
        readonly port: number;
        readonly timeout: number;
        readonly localFallback: boolean;
      };
    }): Promise<NodeClam>;
    scanStream(stream: Readable): Promise<{ readonly isInfected: boolean | null }>;
  }
}
