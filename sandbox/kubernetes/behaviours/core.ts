import { record, text } from "../../aws/values";
import type { Behaviour, Rule } from "../behaviour";
import { normalized } from "../inputs";
import { metadataOf, nameOf, specOf } from "../objects/object";
import type { KubernetesObject } from "../objects/object";
import { equal } from "../objects/paths";

const REFERENCE = "https://kubernetes.io/docs/reference/kubernetes-api";

const decoded = (text: string): string => Buffer.from(text, "base64").toString("base64");

const base64: Rule = ({ data }) =>
  Object.entries(record(data))
    .filter(([, value]) => typeof value === "string" && decoded(value) !== value)
    .map(([key]) => ({ field: `data[${key}]`, problem: "Invalid value: illegal base64 data" }));

/** An object that says so of itself cannot change any more. */
const stays =
  (...fields: readonly string[]): Rule =>
  (object, _view, old) =>
    old?.immutable === true
      ? fields
          .filter((field) => !equal(object[field], old[field]))
          .map((field) => ({ field, problem: "Forbidden: field is immutable when `immutable` is set" }))
      : undefined;

const claimSpec: Rule = (object, _view, old) => {
  const fixed = (claim: KubernetesObject) => {
    const { resources, volumeAttributesClassName, ...rest } = specOf(claim);
    return [rest, record(resources).limits, volumeAttributesClassName === undefined];
  };
  return old && !equal(fixed(object), fixed(old))
    ? [
        {
          field: "spec",
          problem:
            "Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName " +
            "for bound claims",
        },
      ]
    : undefined;
};

export const core: Readonly<Record<string, Behaviour>> = {
  "/Namespace": {
    documentation: `${REFERENCE}/cluster-resources/namespace-v1/`,
    complete: (object) => ({
      ...object,
      metadata: {
        ...object.metadata,
        labels: { ...record(metadataOf(object).labels), "kubernetes.io/metadata.name": nameOf(object) },
      },
      spec: { finalizers: ["kubernetes"], ...specOf(object) },
    }),
    status: () => ({ phase: "Active" }),
  },
  "/Secret": {
    documentation: `${REFERENCE}/config-and-storage-resources/secret-v1/`,
    // `stringData` is taken over and forgotten.
    complete: (object) => ({ type: "Opaque", ...normalized(object) }),
    refusals: [base64, stays("data", "type")],
    immutable: ["type"],
  },
  "/ConfigMap": {
    documentation: `${REFERENCE}/config-and-storage-resources/config-map-v1/`,
    refusals: [stays("data", "binaryData")],
  },
  "/PersistentVolumeClaim": {
    documentation: `${REFERENCE}/config-and-storage-resources/persistent-volume-claim-v1/`,
    complete: (object) => ({ ...object, spec: { volumeMode: "Filesystem", ...specOf(object) } }),
    refusals: [claimSpec],
    obstacles: (object, { store }) => {
      const name = text(specOf(object).storageClassName);
      return name === undefined || store.get("storage.k8s.io/v1", "StorageClass", undefined, name)
        ? []
        : [`storageclass.storage.k8s.io "${name}" not found`];
    },
    status: () => ({ phase: "Pending" }),
  },
  "rbac.authorization.k8s.io/RoleBinding": {
    documentation: `${REFERENCE}/authorization-resources/role-binding-v1/`,
    immutable: ["roleRef"],
  },
  "rbac.authorization.k8s.io/ClusterRoleBinding": {
    documentation: `${REFERENCE}/authorization-resources/cluster-role-binding-v1/`,
    immutable: ["roleRef"],
  },
  "storage.k8s.io/StorageClass": {
    documentation: `${REFERENCE}/config-and-storage-resources/storage-class-v1/`,
    complete: (object) => ({ reclaimPolicy: "Delete", volumeBindingMode: "Immediate", ...object }),
    immutable: ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"],
  },
};
