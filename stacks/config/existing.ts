import { z } from "zod";
import { byName } from "./formats";

/**
 * Layers that are fulfilled by what exists already, and how it is told apart where addresses and names do not. Wherever
 * something is named, it is by its id (`vpc-0123456789abcdef0`), by its `Name`, or by another tag: `key=value`.
 */
export interface ExistingArgs {
  /** The network exists: none of it is made. `{}` if its addresses and names tell what is what. */
  network?: ExistingNetworkArgs;
  /** The databases, caches and secrets exist: none of them is made. `{}` if their names tell what is what. */
  data?: ExistingDataArgs;
}

export interface ExistingNetworkArgs {
  /**
   * VPCs by name: `hub`, and the spokes.
   *
   * @default those with the addresses that the settings of the network say
   */
  vpcs?: Record<string, string>;
  /**
   * Security groups by the name that flows give them: `apps.nodes`.
   *
   * @default those called `<environment>-apps.nodes`; of the bastion and of interface endpoints, the only one they have
   */
  securityGroups?: Record<string, string>;
  /**
   * The transit gateway.
   *
   * @default the one that all VPCs are attached to
   */
  transitGateway?: string;
  /**
   * Id of the private zone.
   *
   * @default the one of that name which the hub resolves
   */
  privateZone?: string;
  /**
   * The instance that is the bastion.
   *
   * @default the one called `<environment>-bastion`
   */
  bastion?: string;
}

export interface ExistingDataArgs {
  /** Databases by their names in the settings. */
  databases?: Record<string, ExistingStoreArgs>;
  /** Caches by their names in the settings. */
  caches?: Record<string, ExistingStoreArgs>;
  /**
   * Names or ARNs of further secrets by their names in the settings.
   *
   * @default `<environment>/<name>`
   */
  secrets?: Record<string, string>;
}

export interface ExistingStoreArgs {
  /**
   * Identifier of the DB instance, or of the replication group.
   *
   * @default `<environment>-<name>`
   */
  identifier?: string;
  /**
   * Name or ARN of the secret with its credentials.
   *
   * @default the one that RDS manages, else `<environment>/<name>`
   */
  secret?: string;
  /**
   * Id of the security group that stands for it: rules that admit clients are added to this one.
   *
   * @default the only one that it has
   */
  securityGroup?: string;
}

const selector = z.string().min(1);
const groupName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, "a security group is named as flows name it: apps.nodes");
const stores = byName(
  z.strictObject({
    identifier: selector.optional(),
    secret: selector.optional(),
    securityGroup: selector.optional(),
  }),
);

/** Section `throughline:existing`. */
export const existingSchema = z.strictObject({
  network: z
    .strictObject({
      vpcs: byName(selector).optional(),
      securityGroups: z.record(groupName, selector).optional(),
      transitGateway: selector.optional(),
      privateZone: z
        .string()
        .regex(/^Z[A-Z0-9]+$/, "a hosted zone is told by its id: Z0123456789ABCDEFGHIJ")
        .optional(),
      bastion: selector.optional(),
    })
    .optional(),
  data: z
    .strictObject({
      databases: stores.optional(),
      caches: stores.optional(),
      secrets: byName(selector).optional(),
    })
    .optional(),
}) satisfies z.ZodType<ExistingArgs>;

export type ExistingSection = z.output<typeof existingSchema>;
