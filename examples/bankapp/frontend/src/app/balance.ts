/** What the account service answers. */
export interface Balance {
  readonly account: string;
  readonly amount: number;
  readonly currency: string;
}

/** On the site's own host: CloudFront sends `/api/*` to the load balancer. */
export const balanceUrl = "/api/account/balance";
