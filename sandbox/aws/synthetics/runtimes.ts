/**
 * Runtimes of canaries that can be chosen, and the day from which no canary can be made with one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_nodejs_puppeteer.html and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Runtime_Support_Policy.html
 */
const offered = new Set([
  ...versions("syn-nodejs", "3.0 3.1 4.0 4.1 4.2 5.0 5.1 5.2"),
  ...versions("syn-nodejs-puppeteer", "8.0 9.0 9.1 10.0 11.0 12.0 13.0 13.1 14.0 15.0 15.1 16.0 16.1"),
]);

const deprecated = new Map([
  ...versions("syn-nodejs-puppeteer", "3.8 3.9").map((version) => [version, "2024-01-08"] as const),
  ...versions("syn-nodejs-puppeteer", "4.0 5.0 5.1 6.0 6.1").map((version) => [version, "2024-03-08"] as const),
  ...versions("syn-nodejs-puppeteer", "5.2 6.2 7.0").map((version) => [version, "2026-01-22"] as const),
  ...versions("syn-python-selenium", "2.1 3.0").map((version) => [version, "2026-01-22"] as const),
  ...versions("syn-python-selenium", "4.0 4.1 5.0 5.1").map((version) => [version, "2026-02-03"] as const),
]);

function versions(family: string, numbers: string): string[] {
  return numbers.split(" ").map((number) => `${family}-${number}`);
}

/** Day from which no canary can be made with this runtime; undefined for one that is in support. */
export const deprecatedSince = (runtime: string): string | undefined => deprecated.get(runtime);

/** Families of which the sandbox knows every version; of the others it takes what looks like one. */
export const isOffered = (runtime: string): boolean =>
  offered.has(runtime) ||
  deprecated.has(runtime) ||
  /^syn-(nodejs-playwright|python-selenium|java)-\d+\.\d+$/.test(runtime);
