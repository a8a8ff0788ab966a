import type { Behaviour } from "../behaviour";
import { core } from "./core";
import { customResourceDefinition } from "./custom-resource-definition";
import { externalSecrets } from "./external-secrets";
import { serviceAccount } from "./irsa";
import { service } from "./service";
import { workloads } from "./workloads";

/** By group and kind. What has no row is stored as it is, once its schema holds. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  ...core,
  ...workloads,
  ...externalSecrets,
  "/Service": service,
  "/ServiceAccount": serviceAccount,
  "apiextensions.k8s.io/CustomResourceDefinition": customResourceDefinition,
};

const plain: Behaviour = { documentation: "https://kubernetes.io/docs/reference/kubernetes-api/" };

export const behaviourOf = (group: string, kind: string): Behaviour => behaviours[`${group}/${kind}`] ?? plain;
