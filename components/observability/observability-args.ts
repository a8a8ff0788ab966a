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
  alarms?: AlarmsArgs;
  /**
   * Synthetic requests, by the name of the declared path that they walk.
   *
   * @default none
   */
  canaries?: Record<string, CanaryArgs>;
  /**
   * A budget for the environment's cost.
   *
   * @default none
   */
  budget?: BudgetArgs;
}

/** Thresholds; what is left out has no alarm, unless it has a default. */
export interface AlarmsArgs {
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
   * Use of databases' processors, in percent, over 15 minutes.
   *
   * @default 80
   */
  databaseCpu?: number;
  /**
   * Free storage of databases in GiB.
   *
   * @default 5
   */
  databaseFreeStorage?: number;
  /**
   * Days before a certificate ends.
   *
   * @default 30
   */
  certificateDays?: number;
}

export interface CanaryArgs {
  /** Minutes between requests, 1 to 60. Each run costs 0.0012 USD. */
  everyMinutes: number;
}

export interface BudgetArgs {
  /** USD a month. */
  monthlyUsd: number;
  /** Addresses that get mail at 80 % forecast and at 100 %. */
  emails: string[];
}
