/** Service account of the agent that collects metrics of containers: it takes an IAM role. */
export const containerMetricsAccount = "amazon-cloudwatch/cloudwatch-agent";
