import { Failure } from "../errors";

/** Asks AWS, and collects what is not answered, so that all of it is told at once. */
export class Questions {
  private readonly unanswered = new Map<string, string[]>();

  /**
   * The items of all pages; none if the call is refused.
   *
   * @param action as a policy names it: `ec2:DescribeVpcs`.
   */
  async all<Page, Item>(
    action: string,
    pages: AsyncIterable<Page>,
    items: (page: Page) => readonly Item[] | undefined,
  ): Promise<Item[]> {
    const found: Item[] = [];
    await this.answer(action, async () => {
      for await (const page of pages) {
        found.push(...(items(page) ?? []));
      }
    });
    return found;
  }

  /** The answer; undefined if the call is refused. */
  async answer<Answer>(action: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await ask();
    } catch (error) {
      const reason = reasonOf(error);
      this.unanswered.set(reason, [...new Set([...(this.unanswered.get(reason) ?? []), action])]);
      return undefined;
    }
  }

  /** @throws Failure with every call that was not answered. */
  settle(): void {
    if (this.unanswered.size === 0) {
      return;
    }
    const lines = [...this.unanswered].map(([reason, actions]) => `\n  ${actions.sort().join(", ")}: ${reason}`);
    throw new Failure("machine", `AWS did not answer, and nothing was written:${lines.sort().join("")}`);
  }
}

interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly errors?: readonly SdkError[];
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Why there is no answer, and what to do about it; the same for all calls with the same cause. */
function reasonOf(error: unknown): string {
  const { name, message, code, errors = [], $metadata } = error as SdkError;
  if (name === "CredentialsProviderError") {
    return "there are no AWS credentials. Sign in (aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID.";
  }
  if (/^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|AuthFailure|SignatureDoesNotMatch)/.test(name)) {
    return `the credentials are not valid (${name}). Sign in again.`;
  }
  if (/^(AccessDenied|UnauthorizedOperation)/.test(name) || $metadata?.httpStatusCode === 403) {
    return `refused (${name}). docs/existing.md has the policy that allows what is asked.`;
  }
  if (code !== undefined || name === "TimeoutError") {
    const detail = message || errors.map((inner) => inner.message).join(", ") || (code ?? name);
    return `the endpoint cannot be reached (${detail}). Look at the network, AWS_ENDPOINT_URL and the region.`;
  }
  return `${name}: ${message}`;
}
