import type { Problem } from "../network/addresses";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export function recoveryWindowProblems(days: number | undefined, path: string): Problem[] {
  if (days === undefined || days === 0 || (days >= 7 && days <= 30)) return [];
  return [{ path, reason: `Secrets Manager does not take ${days}: 7 to 30 days, or 0 to delete at once.` }];
}
