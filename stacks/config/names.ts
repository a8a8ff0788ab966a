/**
 * Names of what is made, where somebody outside sees them or AWS limits them: programs take them from here, and the
 * check of the settings measures them before AWS does.
 */
export const names = {
  cluster: (environment: string) => environment,
  nodeGroup: (environment: string, group: string) => `${environment}-${group}`,
  clusterLoadBalancer: (environment: string) => `${environment}-ingress`,
  applicationLoadBalancer: (environment: string) => `${environment}-alb`,
  spokeLoadBalancer: (environment: string, spoke: string) => `${environment}-${spoke}-public-nlb`,
  targetGroup: (environment: string, port: string) => `${environment}-${port}`,
  database: (environment: string, database: string) => `${environment}-${database}`,
  readReplica: (environment: string, database: string, number: number) =>
    `${environment}-${database}-replica-${number}`,
  cache: (environment: string, cache: string) => `${environment}-${cache}`,
  secret: (environment: string, secret: string) => `${environment}/${secret}`,
  bucket: (environment: string, purpose: string, accountId: string) => `${environment}-${purpose}-${accountId}`,
  serviceRole: (environment: string, service: string) => `${environment}-${service}`,
} as const;
