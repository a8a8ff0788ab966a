import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../resource-type";
import type { EngineFacing } from "../server/engine-facing";
import { inputDiffs } from "../server/diff";
import { checkResponse, diffResponse } from "../server/messages";
import type { Shared } from "../server/provider";
import { containsUnknown, decode } from "../wire/values";
import { Clusters } from "./clusters";
import type { Session } from "./clusters";
import { RELEASE } from "./helm/install";
import { Releases } from "./helm/releases";
import { Objects } from "./objects";
import type { Resources } from "./resources";
import { settingsOf } from "./settings";

/** Stands in for the kubernetes provider: https://www.pulumi.com/registry/packages/kubernetes/ */
export class KubernetesProvider implements EngineFacing {
  private readonly sessions = new Map<string, Session>();
  private readonly clusters: Clusters;
  private readonly objects: Resources;
  private readonly releases: Resources;

  constructor(shared: Shared) {
    this.clusters = new Clusters(shared);
    this.objects = new Objects(shared);
    this.releases = new Releases(shared);
  }

  checkConfig(request: pb.CheckRequest): pb.CheckResponse {
    const config = decode(request.getNews());
    try {
      if (!containsUnknown(config.plain)) {
        settingsOf(config.plain);
      }
      return checkResponse(config, []);
    } catch (error) {
      return checkResponse(config, [{ reason: (error as Error).message }]);
    }
  }

  /** Another cluster replaces the provider, and with it every object. */
  diffConfig(request: pb.DiffRequest): pb.DiffResponse {
    const olds = decode(request.getOldInputs()).plain;
    const news = decode(request.getNews()).plain;
    return diffResponse(inputDiffs(olds, news, isOther(olds, news)), false);
  }

  configure(request: pb.ConfigureRequest, peer: string): pb.ConfigureResponse {
    this.sessions.set(peer, this.clusters.session(settingsOf(decode(request.getArgs()).plain)));
    return new pb.ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setSupportsAutonamingConfiguration(true);
  }

  check(request: pb.CheckRequest, peer: string): pb.CheckResponse {
    return this.resources(request).check(request, this.session(peer));
  }

  diff(request: pb.DiffRequest, peer: string): pb.DiffResponse {
    return this.resources(request).diff(request, this.session(peer));
  }

  create(request: pb.CreateRequest, peer: string): Promise<pb.CreateResponse> {
    return this.resources(request).create(request, this.session(peer));
  }

  update(request: pb.UpdateRequest, peer: string): Promise<pb.UpdateResponse> {
    return this.resources(request).update(request, this.session(peer));
  }

  read(request: pb.ReadRequest, peer: string): pb.ReadResponse {
    return this.resources(request).read(request, this.session(peer));
  }

  delete(request: pb.DeleteRequest, peer: string): void {
    this.resources(request).delete(request, this.session(peer));
  }

  invoke(request: pb.InvokeRequest): pb.InvokeResponse {
    throw unknownTo(request.getTok());
  }

  construct(request: pb.ConstructRequest): pb.ConstructResponse {
    throw unknownTo(request.getType());
  }

  call(request: pb.CallRequest): pb.CallResponse {
    throw unknownTo(request.getTok());
  }

  private resources(request: { getType(): string }): Resources {
    return request.getType() === RELEASE ? this.releases : this.objects;
  }

  private session(peer: string): Session {
    const session = this.sessions.get(peer);
    if (!session) {
      throw new Error("the engine sent a request on a connection that it has not configured");
    }
    return session;
  }
}

const unknownTo = (token: string): Error =>
  new Error(
    `the sandbox has no ${token}: what it makes depends on files that only the real provider reads. ` +
      "Use single resources, or kubernetes:helm.sh/v3:Release.",
  );

/** What says which cluster a provider is for: its identifier where there is one, else the server of its context. */
function isOther(olds: Properties, news: Properties): readonly string[] {
  if (olds.clusterIdentifier !== undefined && news.clusterIdentifier !== undefined) {
    return ["clusterIdentifier"];
  }
  const names = ["kubeconfig", "context", "cluster"];
  const moved = names.some((name) => containsUnknown(news[name])) || serverOf(olds) !== serverOf(news);
  return moved ? names : [];
}

const serverOf = (config: Properties): string | undefined => settingsOf(config).kubeconfig?.server;
