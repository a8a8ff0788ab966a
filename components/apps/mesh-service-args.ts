import type * as pulumi from "@pulumi/pulumi";

import type { OidcArgs } from "../compute/service-account-role";
import type { Tags } from "../network/tags";
import type { MeshWorkloadArgs, VaultArgs } from "./mesh-services-args";

export interface MeshServiceArgs extends MeshWorkloadArgs {
  /**
   * Name of the service in the cluster, and of everything that belongs to it.
   *
   * @default the component's name
   */
  serviceName?: string;
  /**
   * Namespace that exists, such as that of a `MeshNamespace`, which the component has to depend on.
   *
   * @default one of its own, with the service's name
   */
  namespace?: string;
  /**
   * Images by version, each by digest: `<repository>@sha256:…`.
   *
   * @default a small public stand-in, which answers 200 to every path
   */
  images?: Record<string, string>;
  /** The mesh that the service is in. */
  mesh: MeshMembershipArgs;
  /**
   * Host names of `routes`.
   *
   * @default *, all
   */
  hosts?: string[];
  /**
   * Paths that the ingress gateway asks for by routes that somebody else has made, as authorization policies write them:
   * `/api/*`.
   *
   * @default none beside those of `routes`
   */
  ingressPaths?: string[];
  /**
   * Services that may call this one.
   *
   * @default none
   */
  callers?: MeshPeerArgs[];
  /**
   * Services that this one calls; each has it among its callers.
   *
   * @default none
   */
  callees?: MeshPeerArgs[];
  /** The database, with its credentials: see `MeshServiceSettingsArgs.database`. */
  database?: ServiceDatabaseArgs;
  /** The cache, with its credentials: see `MeshServiceSettingsArgs.cache`. */
  cache?: ServiceStoreArgs;
  /**
   * Secrets as environment variables, by variable. A pod sees another value when it starts again.
   *
   * @default none
   */
  secrets?: Record<string, ServiceSecretSourceArgs>;
  /**
   * How AWS Secrets Manager is read. Needed with credentials that are kept there.
   *
   * @default not at all
   */
  secretsManager?: SecretsManagerArgs;
  /** HashiCorp Vault. Needed with secrets that are kept there. */
  vault?: VaultArgs;
  /**
   * Where Argo CD finds the manifests of the deployment and all that clients see of it.
   *
   * @default Pulumi applies them
   */
  argoCd?: ArgoCdSourceArgs;
  /** Tags for every AWS resource; `Name` is set per resource. */
  tags?: Tags;
}

/** What a service knows of the mesh that it is in. */
export interface MeshMembershipArgs {
  /** Version of Istio: with another one pods are replaced, and get its sidecar. */
  istioVersion: pulumi.Input<string>;
  /** Root of the workloads' identities: `cluster.local`. */
  trustDomain: pulumi.Input<string>;
  /** The entrance of the mesh. */
  ingressGateway: MeshEntranceArgs;
  /**
   * Registry that mirrors images: the stand-in is at `<mirror>/hashicorp/http-echo`.
   *
   * @default Docker Hub
   */
  mirror?: string;
}

export interface MeshEntranceArgs {
  /** Its namespace. */
  namespace: pulumi.Input<string>;
  /** Name of its service account, by which services know it. */
  serviceAccount: pulumi.Input<string>;
  /** Labels of its pods, by which a Gateway selects it. */
  selector: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Another service of the mesh. Its service account has its name. */
export interface MeshPeerArgs {
  serviceName: string;
  namespace: string;
  /** Port that its container listens on. */
  port: number;
}

/** Something that listens outside the cluster, with credentials in AWS Secrets Manager. */
export interface ServiceStoreArgs {
  /** Host name, on which its certificate is made out. */
  endpoint: pulumi.Input<string>;
  /** TCP port. */
  port: pulumi.Input<number>;
  /** Blocks of addresses that it is in. */
  cidrBlocks: string[];
  /** ARN of the secret: JSON with the credentials. */
  secretArn: pulumi.Input<string>;
}

export interface ServiceDatabaseArgs extends ServiceStoreArgs {
  /** Name of the database in the server. */
  databaseName: pulumi.Input<string>;
}

/** Exactly one of the two. */
export interface ServiceSecretSourceArgs {
  /** ARN of a secret in AWS Secrets Manager. */
  secretArn?: pulumi.Input<string>;
  /** Path in Vault, below its mount. */
  vaultPath?: string;
  /**
   * Key inside the secret, for secrets that hold a JSON object.
   *
   * @default the whole secret
   */
  property?: string;
}

export interface SecretsManagerArgs {
  /** Region of the secrets. */
  region: pulumi.Input<string>;
  /**
   * Who vouches for the cluster's service accounts. External Secrets then reads with a role that may read the secrets
   * of this service and no others.
   *
   * @default External Secrets reads with its own credentials
   */
  oidc?: pulumi.Input<OidcArgs>;
  /**
   * ARN of the KMS key that the secrets are encrypted with.
   *
   * @default AWS's own
   */
  kmsKeyArn?: pulumi.Input<string>;
}

/** A folder in a Git repository. */
export interface ArgoCdSourceArgs {
  /** Namespace of Argo CD. */
  namespace: pulumi.Input<string>;
  repositoryUrl: string;
  /** Folder in the repository. */
  path: string;
  /**
   * Branch, tag or commit.
   *
   * @default main
   */
  revision?: string;
}
