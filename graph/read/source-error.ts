/** What a source cannot be read for. */
export class SourceError extends Error {
  constructor(source: string, reason: string) {
    super(`${source}: ${reason}`);
    this.name = "SourceError";
  }
}
