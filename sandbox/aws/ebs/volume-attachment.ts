import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { INSTANCE } from "../ec2/instance";
import { derivedId } from "../standard";
import { text } from "../values";
import { VOLUME } from "./volume";

export const VOLUME_ATTACHMENT = "aws:ec2/volumeAttachment:VolumeAttachment";

const oneZone: Rule = ({ volumeId, instanceId }, { get }) => {
  const zone = get(VOLUME, volumeId)?.outputs.availabilityZone;
  return zone === get(INSTANCE, instanceId)?.outputs.availabilityZone
    ? undefined
    : {
        code: "InvalidVolume.ZoneMismatch",
        message: `The volume '${text(volumeId) ?? ""}' is not in the same availability zone as instance '${text(instanceId) ?? ""}'`,
      };
};

const volumeIsFree: Rule = ({ volumeId }, { self, where }) =>
  where(VOLUME_ATTACHMENT, "volumeId", volumeId).some(({ id }) => id !== self?.id)
    ? { code: "VolumeInUse", message: `${text(volumeId) ?? ""} is already attached to an instance`, retried: true }
    : undefined;

const deviceIsFree: Rule = ({ instanceId, deviceName }, { self, where }) =>
  where(VOLUME_ATTACHMENT, "instanceId", instanceId).some(
    ({ id, outputs }) => id !== self?.id && outputs.deviceName === deviceName,
  )
    ? {
        code: "InvalidParameterValue",
        message: `Invalid value '${text(deviceName) ?? ""}' for unixDevice. Attachment point ${text(deviceName) ?? ""} is already in use`,
      }
    : undefined;

export const volumeAttachment: ResourceType = {
  type: VOLUME_ATTACHMENT,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVolume.html",
  required: ["deviceName", "instanceId", "volumeId"],
  defaults: {},
  id: ({ deviceName, instanceId, volumeId }) =>
    derivedId("vai", [deviceName, instanceId, volumeId].map(String).join("/"), "attachment"),
  computed: (_inputs, context) => ({ region: context.region }),
  references: [
    { path: "instanceId", to: [INSTANCE], missing: "InvalidInstanceID.NotFound" },
    { path: "volumeId", to: [VOLUME], missing: "InvalidVolume.NotFound", inUse: "VolumeInUse" },
  ],
  unique: none("a volume is attached once: see refusals"),
  replaceOn: ["region", "deviceName", "instanceId", "volumeId"],
  deleteBeforeReplace: true,
  formats: [
    {
      property: "deviceName",
      pattern: /^\/dev\/(sd|xvd)[b-z]$/,
      code: "InvalidParameterValue",
      allowed: "a device such as /dev/sdf",
    },
  ],
  refusals: [oneZone, volumeIsFree, deviceIsFree],
  quotas: none("by instance type, 27 and more"),
};
