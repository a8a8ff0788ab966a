import type { ProviderPackage } from "./provider-package";
import { aws } from "./packages/aws";
import { awsx } from "./packages/awsx";
import { eks } from "./packages/eks";
import { kubernetes } from "./packages/kubernetes";
import { random } from "./packages/random";

/** The packages that the sandbox stands in for. */
export const packages: readonly ProviderPackage[] = [aws, awsx, eks, kubernetes, random];
