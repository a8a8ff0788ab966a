/** A place where Pulumi keeps state. */
export interface StateBackend {
  /** In words: "the bucket bankapp-state-us-east-1-123456789012". */
  readonly title: string;
  /** The whole environment of an engine that works with it. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * What encrypts the secrets of its stacks: `awskms://…`
   *
   * @default the passphrase or the login in its environment
   */
  readonly secretsProvider?: string;
}
