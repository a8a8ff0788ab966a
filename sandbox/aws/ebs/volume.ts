import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { availabilityZones } from "../regions";
import { arn, companion, derivedId, ec2Id, standard } from "../standard";
import { given, number, text } from "../values";

export const VOLUME = "aws:ebs/volume:Volume";
export const SNAPSHOT = "aws:ebs/snapshot:Snapshot";

const sizeOrSnapshot: Rule = (inputs) =>
  given(inputs, ["size", "snapshotId"]).length === 0
    ? { code: "MissingParameter", message: "The request must contain the parameter size or snapshotId" }
    : undefined;

const zoneExists: Rule = ({ availabilityZone }, { region }) =>
  availabilityZones(region).some(({ name }) => name === availabilityZone)
    ? undefined
    : { code: "InvalidZone.NotFound", message: `The zone '${text(availabilityZone) ?? ""}' does not exist.` };

const onlyGrows: Rule = ({ size }, { self }) =>
  self !== undefined && (number(size) ?? 0) < (number(self.outputs.size) ?? 0)
    ? { code: "InvalidParameterValue", message: "New size cannot be smaller than existing size" }
    : undefined;

/** https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const performance: Rule = ({ type, throughput }) =>
  number(throughput) !== undefined && type !== "gp3"
    ? {
        code: "InvalidParameterCombination",
        message: `The parameter throughput is not supported for ${text(type) ?? "gp2"} volumes.`,
      }
    : undefined;

export const volume: ResourceType = {
  type: VOLUME,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html",
  required: ["availabilityZone"],
  defaults: { finalSnapshot: false },
  id: (_inputs, context) => ec2Id("vol", context),
  computed: (inputs, context, old) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `volume/${ec2Id("vol", context)}`),
    createTime: old?.createTime ?? `${context.today}T00:00:00Z`,
    encrypted: inputs.encrypted ?? false,
    kmsKeyId: inputs.kmsKeyId ?? "",
    size: inputs.size,
    snapshotId: inputs.snapshotId ?? "",
    type: inputs.type ?? "gp2",
    iops: inputs.iops ?? (inputs.type === "gp3" ? 3000 : Math.max(100, 3 * (number(inputs.size) ?? 0))),
    throughput: inputs.throughput ?? (inputs.type === "gp3" ? 125 : 0),
  }),
  references: [{ path: "kmsKeyId", to: ["aws:kms/key:Key"], by: "arn", missing: "InvalidKmsKey.NotFound" }],
  unique: none("volumes have no names"),
  replaceOn: ["region", "availabilityZone", "encrypted", "kmsKeyId", "multiAttachEnabled", "outpostArn", "snapshotId"],
  formats: [
    {
      property: "type",
      pattern: /^(gp3|gp2|io1|io2|st1|sc1|standard)$/,
      code: "InvalidParameterValue",
      allowed: "gp3, gp2, io1, io2, st1, sc1 or standard",
    },
    {
      property: "size",
      pattern: /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-6])$/,
      code: "InvalidParameterValue",
      allowed: "1 to 65536 GiB",
    },
  ],
  refusals: [sizeOrSnapshot, zoneExists, onlyGrows, performance],
  quotas: [
    {
      name: "TiB of storage for General Purpose SSD (gp3) volumes",
      limit: 50,
      used: ({ size }, { all, self }) =>
        all(VOLUME)
          .filter(({ id, outputs }) => id !== self?.id && outputs.type === "gp3")
          .reduce((sum, { outputs }) => sum + (number(outputs.size) ?? 0), number(size) ?? 0) / 1024,
      code: "VolumeLimitExceeded",
      documentation: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-resource-quotas.html (L-7A658B76)",
    },
  ],
  leaves: ({ id, inputs, outputs }) =>
    inputs.finalSnapshot === true
      ? [companion(SNAPSHOT, derivedId("snap", id, "final"), { volumeId: id, volumeSize: outputs.size })]
      : [],
};
