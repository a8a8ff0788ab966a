/** Who may use the cluster: access entries, or the ConfigMap `aws-auth`. */
import type { Children } from "../../component/children";
import { Argument, Combined, Output } from "../../component/plan";
import type { Planned } from "../../component/plan";
import { isObject } from "../../wire/values";
import { hasAccessEntries, hasConfigMap } from "./args";
import type { ClusterArgs } from "./args";

const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

export interface Access {
  readonly entries: readonly string[];
  readonly configMap?: string;
}

interface Keys {
  readonly cluster: string;
  /** Role of nodes that the component made. */
  readonly instanceRole?: string;
  readonly kubernetesProvider: string;
}

export function addAccess(children: Children, name: string, args: ClusterArgs, keys: Keys): Access {
  return {
    entries: hasAccessEntries(args) ? addEntries(children, name, args, keys) : [],
    ...(hasConfigMap(args) ? { configMap: addConfigMap(children, name, args, keys) } : {}),
  };
}

function addEntries(children: Children, name: string, args: ClusterArgs, { cluster, instanceRole }: Keys): string[] {
  const clusterName = new Output(cluster, "name");
  const ofNodes =
    instanceRole === undefined
      ? []
      : [
          children.add(
            ENTRY,
            `${name}-defaultNodeGroupInstanceRole`,
            { clusterName, principalArn: new Output(instanceRole, "arn"), type: "EC2_LINUX" },
            { dependsOn: [cluster] },
          ),
        ];
  const given = Object.entries(args.accessEntries ?? {}).map(([key, { accessPolicies = {} }]) => {
    const entry = children.add(
      ENTRY,
      `${name}-${key}`,
      {
        clusterName,
        principalArn: entryValue(key, "principalArn"),
        userName: entryValue(key, "username"),
        kubernetesGroups: entryValue(key, "kubernetesGroups"),
        tags: entryValue(key, "tags"),
        type: entryValue(key, "type"),
      },
      { dependsOn: [cluster] },
    );
    for (const policy of Object.keys(accessPolicies)) {
      children.add(
        ASSOCIATION,
        `${name}-${key}-${policy}`,
        {
          clusterName,
          principalArn: entryValue(key, "principalArn"),
          accessScope: policyValue(key, policy, "accessScope"),
          policyArn: policyValue(key, policy, "policyArn"),
        },
        { parent: entry, dependsOn: [entry] },
      );
    }
    return entry;
  });
  return [...ofNodes, ...given];
}

const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

const entryValue = (key: string, property: string): Planned =>
  new Argument("accessEntries", (entries) => valueAt(entries, key, property));

const policyValue = (key: string, policy: string, property: string): Planned =>
  new Argument("accessEntries", (entries) => valueAt(entries, key, "accessPolicies", policy, property));

function addConfigMap(children: Children, name: string, args: ClusterArgs, keys: Keys): string {
  const made = keys.instanceRole === undefined ? undefined : new Output(keys.instanceRole, "arn");
  const mapRoles = new Combined(
    [new Argument("roleMappings"), new Argument("instanceRoles"), new Argument("instanceRole"), made],
    (mappings, roles, role, arn) =>
      yaml([...list(mappings), ...roleArns([...list(roles), role], arn).map(nodeMapping)], "rolearn"),
  );
  return children.add(
    CONFIG_MAP,
    `${name}-nodeAccess`,
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      immutable: false,
      metadata: {
        name: "aws-auth",
        namespace: "kube-system",
        annotations: { "pulumi.com/patchForce": "true" },
      },
      data: {
        mapRoles,
        ...(args.given.has("userMappings")
          ? { mapUsers: new Combined([new Argument("userMappings")], (mappings) => yaml(list(mappings), "userarn")) }
          : {}),
      },
    },
    { provider: keys.kubernetesProvider },
  );
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A role may come as a reference, whose id is its name: the ARN is asked of an `arn` beside it. */
const roleArns = (roles: readonly unknown[], made: unknown): readonly unknown[] => [
  ...roles.map((role) => valueAt(role, "arn")).filter((arn) => arn !== undefined),
  ...(made === undefined ? [] : [made]),
];

const nodeMapping = (roleArn: unknown) => ({
  roleArn,
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
});

/** As the component's YAML library writes it. */
function yaml(mappings: readonly unknown[], arnName: "rolearn" | "userarn"): string {
  if (mappings.length === 0) {
    return "[]\n";
  }
  return mappings
    .map((mapping) => {
      const { roleArn, userArn, username, groups } = isObject(mapping) ? mapping : {};
      const lines = list(groups).map((group) => `    - ${scalar(group)}\n`);
      return (
        `- ${arnName}: ${scalar(roleArn ?? userArn)}\n  username: ${scalar(username)}\n` +
        (lines.length === 0 ? "  groups: []\n" : `  groups:\n${lines.join("")}`)
      );
    })
    .join("");
}

/** Quoted where YAML would read something else than the text. */
const scalar = (value: unknown): string => {
  const text = String(value);
  return /[{}[\],&*#?|<>=!%@`'"]|^-|: |^\s|\s$/.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
};
