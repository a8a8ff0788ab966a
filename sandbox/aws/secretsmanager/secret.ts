import type { Properties, ResourceType, Rule } from "../../resource-type";
import { arn, companion, named, nameFor, standard } from "../standard";
import { number, text } from "../values";

export const SECRET = "aws:secretsmanager/secret:Secret";
/** A secret in its recovery window: nobody can read it, and its name is taken. */
export const DELETED_SECRET = "aws:secretsmanager/deletedSecret:DeletedSecret";

const DEFAULT_WINDOW = 30;
const DAY = 24 * 60 * 60 * 1000;

const windowOf = ({ recoveryWindowInDays }: Properties): number => number(recoveryWindowInDays) ?? DEFAULT_WINDOW;

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html */
const nameIsFreeAgain: Rule = ({ name }, { today, where }) =>
  where(DELETED_SECRET, "name", name).some(({ outputs }) => String(outputs.deletionDate) > today)
    ? {
        code: "InvalidRequestException",
        message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
      }
    : undefined;

export const secret: ResourceType = {
  type: SECRET,
  documentation: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
  required: [],
  defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: DEFAULT_WINDOW },
  autoname: { property: "name", maximumLength: 512 },
  // The six characters keep whoever may read the old secret from reading a new one of the same name.
  id: (inputs, context) =>
    context.self?.id ?? arn(context, "secretsmanager", `secret:${nameFor(inputs, context)}-${context.hex(6)}`),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    ...named(inputs, context),
    arn: context.self?.id ?? arn(context, "secretsmanager", `secret:${nameFor(inputs, context)}-${context.hex(6)}`),
    policy: inputs.policy ?? "",
    replicas: inputs.replicas ?? [],
  }),
  references: [{ path: "kmsKeyId", to: ["aws:kms/key:Key"], by: "arn", missing: "InvalidRequestException" }],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "ResourceExistsException",
      message: ({ name }) => `The operation failed because the secret ${String(name)} already exists.`,
    },
  ],
  replaceOn: ["region", "name", "namePrefix"],
  formats: [
    {
      property: "name",
      pattern: /^[\w/+=.@-]{1,512}$/,
      code: "ValidationException",
      allowed: "up to 512 letters, digits and /_+=.@-",
    },
    {
      property: "recoveryWindowInDays",
      pattern: /^(0|[7-9]|[12]\d|30)$/,
      code: "InvalidParameterException",
      allowed: "7 to 30 days, or 0 to delete at once",
    },
  ],
  refusals: [nameIsFreeAgain],
  quotas: [
    {
      name: "Secrets",
      limit: 500_000,
      code: "LimitExceededException",
      documentation: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html (L-2F24C883)",
    },
  ],
  leaves: ({ id, inputs, outputs }, { today }) => {
    const days = windowOf(inputs);
    if (days === 0) {
      return [];
    }
    const deletionDate = new Date(Date.parse(today) + days * DAY).toISOString().slice(0, today.length);
    return [companion(DELETED_SECRET, id, { arn: id, name: outputs.name, deletionDate })];
  },
};
