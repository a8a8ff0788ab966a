/** What becomes of a resource, or of the run, when the resource is to be deleted. */
export type Effect =
  /** The cloud or the engine refuses to delete it: the run would stop half way. */
  | "stops"
  /** It is refused unless it is empty, which the state does not tell. */
  | "stops unless empty"
  /** What it holds is lost. */
  | "loses"
  /** Something stays behind. */
  | "stays";

type Properties = Readonly<Record<string, unknown>>;

export interface Rule {
  readonly when: (properties: Properties) => boolean;
  readonly effect: Effect;
  readonly because: string;
  /** What a person can do about it. */
  readonly mend?: string;
}

const always = (): boolean => true;
const is =
  (property: string, value: unknown) =>
  (properties: Properties): boolean =>
    properties[property] === value;
const not =
  (when: Rule["when"]): Rule["when"] =>
  (properties) =>
    !when(properties);
const has =
  (property: string): Rule["when"] =>
  (properties) =>
    ![undefined, null, ""].includes(properties[property] as string | null | undefined);
const all =
  (...conditions: readonly Rule["when"][]): Rule["when"] =>
  (properties) =>
    conditions.every((when) => when(properties));

function protectedBy(property: string, value: unknown = true, off = "false"): Rule {
  return {
    when: is(property, value),
    effect: "stops",
    because: `AWS deletes none with ${property}`,
    mend: `Set ${property} to ${off} and deploy that first.`,
  };
}

/** Things that are deleted with all that is in them only if the state says so. */
function emptied(property: string, contents: string): readonly Rule[] {
  return [
    {
      when: not(is(property, true)),
      effect: "stops unless empty",
      because: `AWS deletes none with ${contents} in it`,
      mend: `Empty it, or set ${property} to true and deploy that first.`,
    },
    { when: is(property, true), effect: "loses", because: `all ${contents} in it` },
  ];
}

function lost(what: string, when: Rule["when"] = always): Rule {
  return { when, effect: "loses", because: what };
}

const replica = has("replicateSourceDb");
const withoutSnapshot = is("skipFinalSnapshot", true);

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html */
const database: readonly Rule[] = [
  protectedBy("deletionProtection"),
  {
    when: all(not(replica), not(withoutSnapshot), not(has("finalSnapshotIdentifier"))),
    effect: "stops",
    because: "its final snapshot has no name",
    mend: "Set finalSnapshotIdentifier, or skipFinalSnapshot to true, and deploy that first.",
  },
  {
    when: all(not(replica), not(withoutSnapshot), has("finalSnapshotIdentifier")),
    effect: "stays",
    because: "its final snapshot, finalSnapshotIdentifier; the name must be free",
    mend: "Delete an older snapshot of that name first.",
  },
  lost("its data: there is no final snapshot", all(not(replica), withoutSnapshot)),
];

const cache: readonly Rule[] = [lost("its data: there is no final snapshot", not(has("finalSnapshotIdentifier")))];

const bucket = emptied("forceDestroy", "objects");

/** What the deletion of a resource meets, by type. Types that are not here are deleted, and hold nothing of their own. */
export const rules: Readonly<Record<string, readonly Rule[]>> = {
  "aws:alb/loadBalancer:LoadBalancer": [protectedBy("enableDeletionProtection")],
  "aws:backup/vault:Vault": emptied("forceDestroy", "recovery points"),
  "aws:cloudwatch/logGroup:LogGroup": [
    protectedBy("deletionProtectionEnabled"),
    { when: is("skipDestroy", true), effect: "stays", because: "the log group and its events" },
  ],
  "aws:cognito/userPool:UserPool": [protectedBy("deletionProtection", "ACTIVE", '"INACTIVE"'), lost("its users")],
  "aws:docdb/cluster:Cluster": database,
  "aws:dynamodb/table:Table": [protectedBy("deletionProtectionEnabled"), lost("its items")],
  "aws:ebs/volume:Volume": [lost("its data: there is no final snapshot", not(is("finalSnapshot", true)))],
  "aws:ec2/instance:Instance": [protectedBy("disableApiTermination")],
  "aws:ecr/repository:Repository": emptied("forceDelete", "images"),
  "aws:efs/fileSystem:FileSystem": [lost("its files")],
  "aws:eks/cluster:Cluster": [protectedBy("deletionProtection")],
  "aws:elasticache/cluster:Cluster": cache,
  "aws:elasticache/replicationGroup:ReplicationGroup": cache,
  "aws:kms/key:Key": [
    {
      when: always,
      effect: "stays",
      because: "the key, disabled, for deletionWindowInDays; after that nobody reads what it has encrypted",
    },
  ],
  "aws:lb/loadBalancer:LoadBalancer": [protectedBy("enableDeletionProtection")],
  "aws:neptune/cluster:Cluster": database,
  "aws:networkfirewall/firewall:Firewall": [protectedBy("deleteProtection")],
  "aws:opensearch/domain:Domain": [lost("its indexes")],
  "aws:rds/cluster:Cluster": database,
  "aws:rds/instance:Instance": database,
  "aws:route53/zone:Zone": [
    lost(
      "its name servers: a zone made again has others, and the delegation at the parent must follow",
      ({ vpcs }) => !Array.isArray(vpcs) || vpcs.length === 0,
    ),
  ],
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:secretsmanager/secret:Secret": [
    lost("its values, at once", is("recoveryWindowInDays", 0)),
    {
      when: not(is("recoveryWindowInDays", 0)),
      effect: "stays",
      because: "the secret, for recoveryWindowInDays; its name cannot be used again before that",
      mend: "To bring the environment up again sooner, set recoveryWindowInDays to 0 and deploy that first.",
    },
  ],
};
