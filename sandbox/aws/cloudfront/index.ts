import type { ResourceType } from "../../resource-type";
import { distribution } from "./distribution";
import { edgeFunction } from "./function";
import { keyGroup, publicKey } from "./keys";
import { originAccessControl } from "./origin-access-control";
import { cachePolicy, originRequestPolicy, responseHeadersPolicy } from "./policies";
import { vpcOrigin } from "./vpc-origin";

export const cloudFrontTypes: readonly ResourceType[] = [
  distribution,
  originAccessControl,
  cachePolicy,
  originRequestPolicy,
  responseHeadersPolicy,
  edgeFunction,
  publicKey,
  keyGroup,
  vpcOrigin,
];
