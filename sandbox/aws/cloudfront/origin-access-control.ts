import { none } from "../../resource-type";
import type { ResourceType } from "../../resource-type";
import { API, ORIGIN_ACCESS_CONTROL, quota, shortId, uniqueName, withArn } from "./types";

export const originAccessControl: ResourceType = {
  type: ORIGIN_ACCESS_CONTROL,
  global: true,
  documentation: `${API}OriginAccessControl.html`,
  required: ["originAccessControlOriginType", "signingBehavior", "signingProtocol"],
  defaults: { description: "Managed by Pulumi" },
  autoname: { property: "name", maximumLength: 64 },
  id: (_inputs, context) => shortId("E", context),
  computed: withArn("origin-access-control", (context) => shortId("E", context)),
  references: none("origins name it, not the other way round"),
  unique: uniqueName("OriginAccessControlAlreadyExists", "origin access control"),
  replaceOn: ["name"],
  formats: [
    {
      property: "originAccessControlOriginType",
      pattern: /^(s3|mediastore|mediapackagev2|lambda)$/,
      code: "InvalidArgument",
      allowed: "s3, mediastore, mediapackagev2 or lambda",
    },
    {
      property: "signingBehavior",
      pattern: /^(always|never|no-override)$/,
      code: "InvalidArgument",
      allowed: "always, never or no-override",
    },
    { property: "signingProtocol", pattern: /^sigv4$/, code: "InvalidArgument", allowed: "sigv4" },
  ],
  refusals: none("its inputs do not depend on each other"),
  quotas: quota("Origin access controls per account", 100, "TooManyOriginAccessControls"),
};
