import { none } from "../../resource-type";
import type { ResourceType } from "../../resource-type";
import { globalArn, kept, named, nameFor, tagsAll } from "../standard";
import { text } from "../values";
import { CREATED, IAM_QUOTAS, uniqueId } from "./identifiers";
import { roleByName } from "./role";

export const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";

export const instanceProfile: ResourceType = {
  type: INSTANCE_PROFILE,
  global: true,
  documentation: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html",
  required: [],
  defaults: { path: "/" },
  autoname: { property: "name", maximumLength: 128 },
  id: nameFor,
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    arn: globalArn(context, "iam", `instance-profile${text(inputs.path) ?? "/"}${nameFor(inputs, context)}`),
    ...named(inputs, context),
    createDate: CREATED,
    uniqueId: kept(old, "uniqueId", () => uniqueId("AIPA", context)),
  }),
  assumed: ["createDate"],
  references: [roleByName],
  unique: [
    {
      scope: "account",
      key: ({ name }) => text(name)?.toLowerCase(),
      code: "EntityAlreadyExists",
      message: ({ name }) => `Instance Profile ${String(name)} already exists.`,
    },
  ],
  replaceOn: ["name", "namePrefix", "path"],
  formats: [
    {
      property: "name",
      pattern: /^[\w+=,.@-]{1,128}$/,
      code: "ValidationError",
      allowed: "1 to 128 of letters, digits and +=,.@_-",
    },
  ],
  refusals: none("its only reference is the role, and one role is all it takes"),
  quotas: [
    {
      name: "Instance profiles per account",
      limit: 1000,
      code: "LimitExceeded",
      documentation: `${IAM_QUOTAS} (L-6E65F664)`,
    },
  ],
};
