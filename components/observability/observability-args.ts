/** What is watched, and who is told. */
export interface ObservabilityArgs {
  /**
   * A CloudWatch dashboard over all layers.
   *
   * @default true
   */
  dashboard?: boolean;
  /**
   * Alarms.
   *
   * @default none
   */
  alarms?: AlarmSettingsArgs;
  /**
   * Synthetic requests, by the name of the declared path that they walk.
   *
   * @default none
   */
  canaries?: Record<string, CanarySettingsArgs>;
  /**
   * A budget for the environment's cost.
   *
   * @default none
   */
  budget?: BudgetSettingsArgs;
}

/** Who is told, and from when on. */
export interface AlarmSettingsArgs {
  /** Addresses that get mail, each after it has confirmed. */
  emails: string[];
  /**
   * Share of answers with a 5xx status, in percent, over five minutes.
   *
   * @default 5
   */
  serverErrors?: number;
  /**
   * Time for an answer in milliseconds, 95th percentile over five minutes.
   *
   * @default 1000
   */
  latency?: number;
  /**
   * Use of the nodes' processors, in percent, over 15 minutes.
   *
   * @default 85
   */
  nodeCpu?: number;
  /**
   * Requests that the firewall blocks in five minutes.
   *
   * @default 1000
   */
  blockedRequests?: number;
  /**
   * Days before a certificate ends. ACM renews 60 days before: below that, renewal does not work.
   *
   * @default 30
   */
  certificateDays?: number;
}

export interface CanarySettingsArgs {
  /** Minutes between requests, 1 to 60. Each run costs 0.0012 USD. */
  everyMinutes: number;
}

export interface BudgetSettingsArgs {
  /** USD a month. */
  monthlyUsd: number;
  /** Addresses that get mail when 80 % are spent, and when all of it is forecast to be. */
  emails: string[];
}
