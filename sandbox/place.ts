/**
 * Where the deployer stands in the sandbox's world: it decides which private endpoints it reaches, those of a
 * Kubernetes API before all.
 */
export interface DeployerPlace {
  /** Address by which the internet sees the deployer. @default "198.51.100.10" */
  readonly publicAddress: string;
  /**
   * How it reaches what is private: by sessions through an instance that Systems Manager manages (`bastion`), because
   * it stands in these VPCs, or by a network that leads everywhere (`direct`).
   * @default "bastion"
   */
  readonly inside: "bastion" | "direct" | readonly string[];
}

/** An address of the block that is kept for documentation: nobody's. */
export const defaultPlace: DeployerPlace = { publicAddress: "198.51.100.10", inside: "bastion" };
