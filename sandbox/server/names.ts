/** What a service is called where its name is more than its module in capital letters. */
const services: Readonly<Record<string, string>> = {
  acm: "ACM",
  alb: "ELBv2",
  autoscaling: "Auto Scaling",
  cloudfront: "CloudFront",
  cloudwatch: "CloudWatch",
  elasticache: "ElastiCache",
  kms: "KMS",
  lb: "ELBv2",
  route53: "Route 53",
  secretsmanager: "Secrets Manager",
  vpc: "EC2",
};

/** `aws:ec2/routeTable:RouteTable` is a `Route Table`. */
export const nameOf = (type: string): string =>
  (type.split(":").at(-1) ?? type).replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2 ");

/** `aws:ec2/routeTable:RouteTable` is an `EC2 Route Table`. */
export function titleOf(type: string): string {
  const [, module = ""] = type.split(":");
  const service = module.split("/")[0] ?? "";
  return [services[service] ?? service.toUpperCase(), nameOf(type)].filter((part) => part !== "INDEX").join(" ");
}
