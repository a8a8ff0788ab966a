import type { ResourceType } from "../../resource-type";
import { ipSet } from "./ip-set";
import { loggingConfiguration } from "./logging-configuration";
import { webAclAssociation } from "./web-acl-association";
import { webAcl } from "./web-acl";

export const wafTypes: readonly ResourceType[] = [webAcl, webAclAssociation, ipSet, loggingConfiguration];
