import { checkApps } from "../../apps/check";
import { checkCompute, sizesWithoutAutoscaler } from "../../compute/check";
import { checkData, checkRotation, unreachedData } from "../../data/check";
import { checkEdge } from "../../edge/check";
import { checkExisting } from "../../existing/check";
import { checkMesh } from "../../mesh/check";
import { checkNetwork } from "../../network/check";
import { checkObservability } from "../../observability/check";
import { clusterAddresses, peerAddresses } from "./addresses";
import { type Check, check, checkFile } from "./check";
import { circles } from "./circles";
import { defaultProviders } from "./default-providers";
import { physicalNames } from "./names";
import { otherEnvironments } from "./other-environments";
import { checkPaths } from "./paths";
import { checkPolicy } from "./policy";
import { quotas } from "./quotas";
import { secrets } from "./secrets";
import { endOfSupport } from "./support";
import { checkVersions } from "./versions";

/** Everything that shows only when values are read together: the layers', then what spans layers. */
export const checks: readonly Check[] = [
  check(["account", "network", "flows"], checkNetwork),
  check(["network", "flows", "compute"], checkCompute),
  check(["compute", "mesh"], sizesWithoutAutoscaler),
  check(["network", "data"], checkData),
  check(["network", "data", "compute", "apps", "flows"], unreachedData),
  check(["network", "data", "flows"], checkRotation),
  check(["compute", "mesh", "versions"], checkMesh),
  check(["network", "compute", "data", "mesh", "apps", "versions"], checkApps),
  check(["network", "compute", "apps", "edge"], checkEdge),
  check(["observability", "paths"], checkObservability),
  check(["network", "data", "apps", "compute", "edge", "paths"], checkPaths),
  check(["policy"], checkPolicy),
  check(["compute", "versions"], checkVersions),
  check(["compute", "mesh", "data", "versions"], endOfSupport),
  check(["network", "compute"], clusterAddresses),
  check(["network", "compute"], peerAddresses),
  check(["peers", "reads"], otherEnvironments),
  check(["reads"], circles),
  check(["network", "flows", "data", "existing"], checkExisting),
  check(["network", "compute", "edge", "apps"], quotas),
  check(["account", "network", "compute", "data", "apps", "edge"], physicalNames),
  checkFile(secrets),
  checkFile(defaultProviders),
];
