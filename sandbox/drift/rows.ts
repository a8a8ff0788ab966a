/** What other hands change in a month: one row per kind. */
import { majorOf, versionFor } from "../aws/rds/versions";
import { number, record, text, texts } from "../aws/values";
import type { Properties, RuleContext, WorldResource } from "../resource-type";

export interface Drift {
  /** Who changes what. */
  readonly what: string;
  readonly type: string;
  /** Properties that are others a month later; undefined when the resource stays as it is. */
  readonly change: (resource: WorldResource, context: RuleContext) => Properties | undefined;
}

/** One more, or one less where there are as many as there can be; undefined where there is no choice. */
function scaled(now: unknown, least: unknown, most: unknown): number | undefined {
  const [current, minimum, maximum] = [now, least, most].map((value) => number(value) ?? 0) as [number, number, number];
  if (current < maximum) {
    return current + 1;
  }
  return current > minimum ? current - 1 : undefined;
}

const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

/** The autoscaler of a deployment. */
const autoscalerOf = ({ outputs }: WorldResource, { all }: RuleContext): Properties | undefined => {
  const { name, namespace } = record(outputs.metadata);
  return all(AUTOSCALER)
    .filter((scaler) => record(scaler.outputs.metadata).namespace === namespace)
    .map((scaler) => record(scaler.outputs.spec))
    .find(({ scaleTargetRef }) => record(scaleTargetRef).kind === "Deployment" && record(scaleTargetRef).name === name);
};

export const drifts: readonly Drift[] = [
  {
    what: "the cluster autoscaler follows the load",
    type: "aws:eks/nodeGroup:NodeGroup",
    change: ({ outputs }) => {
      const scaling = record(outputs.scalingConfig);
      const desiredSize = scaled(scaling.desiredSize, scaling.minSize, scaling.maxSize);
      return desiredSize === undefined ? undefined : { scalingConfig: { ...scaling, desiredSize } };
    },
  },
  {
    what: "Auto Scaling follows the load",
    type: "aws:autoscaling/group:Group",
    change: ({ owner, outputs }) => {
      const desiredCapacity = scaled(outputs.desiredCapacity, outputs.minSize, outputs.maxSize);
      return owner !== undefined || desiredCapacity === undefined ? undefined : { desiredCapacity };
    },
  },
  {
    what: "EKS updates the platform of the control plane",
    type: "aws:eks/cluster:Cluster",
    change: ({ outputs }) => ({
      platformVersion: `eks.${Number(text(outputs.platformVersion)?.replace("eks.", "")) + 1}`,
    }),
  },
  {
    what: "storage grows with the data",
    type: "aws:rds/instance:Instance",
    change: ({ outputs }) => {
      const [size, most] = [number(outputs.allocatedStorage) ?? 0, number(outputs.maxAllocatedStorage) ?? 0];
      const grown = Math.min(most, Math.ceil(size * 1.1));
      return grown > size ? { allocatedStorage: grown } : undefined;
    },
  },
  {
    what: "RDS installs the next minor version in the maintenance window",
    type: "aws:rds/instance:Instance",
    change: ({ inputs, outputs }, { today }) => {
      const has = text(outputs.engineVersionActual) ?? "";
      const next = versionFor(outputs.engine, majorOf(outputs.engine, has), today);
      if (outputs.autoMinorVersionUpgrade === false || next.localeCompare(has, "en", { numeric: true }) <= 0) {
        return undefined;
      }
      const isPinned = text(inputs.engineVersion) === has;
      return { engineVersionActual: next, ...(isPinned ? { engineVersion: next } : {}) };
    },
  },
  {
    what: "rotation makes another version of the secret the current one",
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    change: ({ outputs }, { where }) =>
      where("aws:secretsmanager/secretRotation:SecretRotation", "secretId", outputs.secretId).length > 0 &&
      texts(outputs.versionStages).includes("AWSCURRENT")
        ? { versionStages: ["AWSPREVIOUS"] }
        : undefined,
  },
  {
    what: "the horizontal pod autoscaler follows the load",
    type: "kubernetes:apps/v1:Deployment",
    change: (deployment, context) => {
      const autoscaler = autoscalerOf(deployment, context);
      const spec = record(deployment.outputs.spec);
      const replicas = autoscaler && scaled(spec.replicas, autoscaler.minReplicas, autoscaler.maxReplicas);
      return replicas === undefined ? undefined : { spec: { ...spec, replicas } };
    },
  },
];
