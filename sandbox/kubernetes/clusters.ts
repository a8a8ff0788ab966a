import { ruleContext } from "../server/context";
import type { Shared } from "../server/provider";
import type { View } from "./behaviour";
import { connect } from "./cluster/connect";
import { ObjectStore } from "./objects/store";
import type { Settings } from "./settings";

/** One configured provider and its way to a cluster. The way is tried at each request: it may come to be meanwhile. */
export interface Session {
  readonly settings: Settings;
  /** Throws what client-go says when there is no way. */
  view(): View;
}

export class Clusters {
  constructor(private readonly shared: Shared) {}

  session(settings: Settings): Session {
    return { settings, view: () => this.view(settings) };
  }

  private view({ kubeconfig, problem }: Settings): View {
    if (kubeconfig === undefined) {
      throw new Unreachable(problem ?? "");
    }
    try {
      const cluster = connect(kubeconfig, this.shared);
      const { world, table } = this.shared;
      return { store: new ObjectStore(world, cluster), aws: ruleContext(world, table, cluster) };
    } catch (error) {
      throw new Unreachable(`unable to load schema information from the API server: ${(error as Error).message}`);
    }
  }
}

/** A provider that has no cluster to talk to. */
export class Unreachable extends Error {
  constructor(readonly reason: string) {
    super(`configured Kubernetes cluster is unreachable: ${reason}`);
  }
}

const HINT =
  "If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the operation with the " +
  'PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"';
export const READ_FAILED = `failed to read resource state due to unreachable cluster. ${HINT}`;
export const DELETE_FAILED = `configured Kubernetes cluster is unreachable. ${HINT}`;

export function viewOf(session: Session): View | undefined {
  try {
    return session.view();
  } catch (error) {
    if (error instanceof Unreachable) {
      return undefined;
    }
    throw error;
  }
}

/** The cluster; undefined where the provider may take what it cannot reach for gone. */
export function reachable(session: Session, otherwise: string): View | undefined {
  try {
    return session.view();
  } catch (error) {
    if (!(error instanceof Unreachable)) {
      throw error;
    }
    if (session.settings.deleteUnreachable) {
      return undefined;
    }
    throw new Error(`${otherwise} (${error.reason})`, { cause: error });
  }
}
