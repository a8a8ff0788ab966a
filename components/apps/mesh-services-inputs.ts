import type * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../network/tags";
import type {
  ArgoCdSourceArgs,
  MeshMembershipArgs,
  SecretsManagerArgs,
  ServiceDatabaseArgs,
  ServiceStoreArgs,
} from "./mesh-service-args";
import type { MeshServicesSettingsArgs } from "./mesh-services-args";

export interface MeshServicesArgs extends MeshServicesSettingsArgs {
  /** The mesh that the services are in. */
  mesh: MeshMembershipArgs;
  /**
   * Host names of all routes.
   *
   * @default *, all
   */
  hosts?: string[];
  /**
   * Images by service and version, each by digest: `<repository>@sha256:…`.
   *
   * @default a small public stand-in, which answers 200 to every path
   */
  images?: Record<string, Record<string, string>>;
  /** Databases by the name that services have for them. */
  databases?: Record<string, ServiceDatabaseArgs>;
  /** Caches by the name that services have for them. */
  caches?: Record<string, ServiceStoreArgs>;
  /** ARNs of further secrets by the name that services have for them. */
  secretArns?: Record<string, pulumi.Input<string>>;
  /** How AWS Secrets Manager is read. Needed with credentials that are kept there. */
  secretsManager?: SecretsManagerArgs;
  /** Argo CD and its repository, with a folder for each service. Needed with `deliver: argocd`. */
  argoCd?: ArgoCdSourceArgs;
  /** Tags for every AWS resource; `Name` is set per resource. */
  tags?: Tags;
}
