import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../resource-type";
import { digest } from "../server/context";
import { inputDiffs } from "../server/diff";
import { checkResponse, configuredNaming, diffResponse } from "../server/messages";
import type { Shared } from "../server/provider";
import { at, redact, secretsIn } from "../wire/secrets";
import { containsUnknown, decode, encode } from "../wire/values";
import type { Values } from "../wire/values";
import type { WorldRecord } from "../world/record";
import { ApiError, applyConflict, notFound } from "./api-error";
import * as apiServer from "./api-server";
import { settle, steady } from "./await";
import { checkpoint, parseCheckpoint } from "./checkpoint";
import type { Asked } from "./checkpoint";
import { DELETE_FAILED, reachable, READ_FAILED, viewOf } from "./clusters";
import type { Session } from "./clusters";
import { creationFailure, notCreated, notUpdated, stateOf } from "./failures";
import type { Target } from "./failures";
import { identityOf, isAutonamed, named, normalized, withIdentity } from "./inputs";
import type { Identity } from "./inputs";
import { builtInKind, resourceOf, splitVersion } from "./kinds";
import { discard } from "./objects/keeper";
import { annotationsOf, idOf, metadataOf, nameOf, parseId } from "./objects/object";
import type { KubernetesObject } from "./objects/object";
import { conflicts, pruned, relinquished, without } from "./objects/paths";
import { comparable, importable, leftAlone, placed, withNamespace } from "./placing";
import { replacingFields } from "./replacing";
import type { Resources } from "./resources";

/** Objects of the API server, as the provider treats them. */
export class Objects implements Resources {
  constructor(private readonly shared: Shared) {}

  check(request: pb.CheckRequest, session: Session): pb.CheckResponse {
    const news = decode(request.getNews());
    const identity = identityOf(request.getType(), news.plain);
    if (isList(identity)) {
      throw new Error(
        "list resources exist for compatibility with YAML manifests and Helm charts, and cannot be created directly. " +
          "Use the underlying resource type instead",
      );
    }
    const object = withIdentity(news.plain, identity);
    if (identity.patch && nameOf(object) === "") {
      throw new Error("patch resources require the `.metadata.name` field to be set");
    }
    const complete = named(object, decode(request.getOlds()).plain, {
      logicalName: request.getName(),
      digits: digest(`${request.getUrn()}|${this.shared.world.generation(request.getUrn()) + 1}`, 8),
      configured: configuredNaming(request),
    });
    const plain = withNamespace(complete, session);
    return checkResponse({ plain, secrets: secretsIn(plain, news.plain, news.secrets) }, []);
  }

  diff(request: pb.DiffRequest, session: Session): pb.DiffResponse {
    const { live, asked } = parseCheckpoint(decode(request.getOlds()));
    const identity = identityOf(request.getType(), decode(request.getNews()).plain);
    const news = comparable(decode(request.getNews()).plain, identity, session);
    const before = comparable(asked.plain, identity, session);
    const was = comparable(pruned(live, before) as Properties, identity, session);
    const ignored = request.getIgnorechangesList();
    const replacing = identity.patch
      ? ["metadata.name", "metadata.namespace"]
      : replacingFields(news, session.settings.mutable);
    const differences = new Map(
      [...inputDiffs(was, news, replacing)].filter(([path]) => !ignored.some((prefix) => isWithin(path, prefix))),
    );
    const sameName =
      !isAutonamed(news) && nameOf(news) === nameOf(live) && metadataOf(news).namespace === metadataOf(live).namespace;
    return diffResponse(differences, sameName);
  }

  async create(request: pb.CreateRequest, session: Session): Promise<pb.CreateResponse> {
    const inputs = decode(request.getProperties());
    const target = { urn: request.getUrn(), identity: identityOf(request.getType(), inputs.plain) };
    const asked = this.asked(target, inputs);
    return this.explained(inputs, creationFailure(target), async () => {
      await this.validate(target.identity, inputs);
      if (request.getPreview()) {
        return new pb.CreateResponse().setProperties(encode(this.previewCreate(target, asked, session)));
      }
      const record = target.identity.patch
        ? await this.patch(target, asked, session, {})
        : await this.make(target, asked, session);
      return new pb.CreateResponse().setId(record.id).setProperties(encode(stateOf(record, asked)));
    });
  }

  async update(request: pb.UpdateRequest, session: Session): Promise<pb.UpdateResponse> {
    const inputs = decode(request.getNews());
    const olds = decode(request.getOlds());
    const target = { urn: request.getUrn(), identity: identityOf(request.getType(), inputs.plain) };
    const { live, asked: before } = parseCheckpoint(olds);
    const asked = { ...this.asked(target, inputs), initialApiVersion: before.initialApiVersion };
    return this.explained(
      inputs,
      (message) => `update of resource "${target.urn}" failed: ${message}`,
      async () => {
        await this.validate(target.identity, inputs);
        if (request.getPreview()) {
          const state = checkpoint({ ...live, ...asked.plain }, asked);
          return new pb.UpdateResponse().setProperties(
            encode(this.previewUpdate(target, asked, session, request) ?? state),
          );
        }
        const record = target.identity.patch
          ? await this.patch(target, asked, session, before.plain)
          : await this.change(target, asked, session, request);
        return new pb.UpdateResponse().setProperties(encode(stateOf(record, asked)));
      },
    );
  }

  read(request: pb.ReadRequest, session: Session): pb.ReadResponse {
    const inputs = decode(request.getInputs());
    const { asked } = parseCheckpoint(decode(request.getProperties()));
    const identity = identityOf(request.getType(), inputs.plain);
    const view = reachable(session, READ_FAILED);
    if (view === undefined) {
      return new pb.ReadResponse();
    }
    const { namespace, name } = parseId(request.getId());
    const live = view.store.get(identity.apiVersion, identity.kind, namespace, name);
    if (live === undefined) {
      return new pb.ReadResponse();
    }
    const known = Object.keys(inputs.plain).length > 0;
    const plain = known
      ? (pruned(live, normalized(withIdentity(inputs.plain, identity))) as Properties)
      : importable(live, identity);
    const secrets = inputs.secrets.filter((path) => at(plain, path) !== undefined);
    const manager = asked.fieldManager || this.manager(request.getUrn(), plain);
    const state = checkpoint(live, {
      plain,
      secrets,
      initialApiVersion: asked.initialApiVersion || identity.apiVersion,
      fieldManager: manager,
    });
    return new pb.ReadResponse()
      .setId(request.getId())
      .setProperties(encode(state))
      .setInputs(encode({ plain, secrets }));
  }

  delete(request: pb.DeleteRequest, session: Session): void {
    const { live, asked } = parseCheckpoint(decode(request.getProperties()));
    const identity = identityOf(request.getType(), { ...live, ...asked.plain });
    const view = reachable(session, DELETE_FAILED);
    const kind = view?.store.kind(identity.apiVersion, identity.kind);
    const { namespace, name } = parseId(request.getId());
    const record = view && kind && view.store.record(kind, namespace, name);
    if (view === undefined || record === undefined) {
      return;
    }
    if (identity.patch) {
      const fields = without(asked.plain, "apiVersion", "kind");
      const given = { ...fields, metadata: without(metadataOf(fields), "name", "namespace") };
      view.store.world.commit({ put: [{ ...record, outputs: relinquished(record.outputs, given) }] });
    } else {
      discard(view, record);
    }
    this.shared.traffic.changed();
  }

  private async make(target: Target, asked: Asked, session: Session): Promise<WorldRecord> {
    const { urn, identity } = target;
    const generation = this.shared.world.generation(urn) + 1;
    const made = await steady(this.shared.traffic, () => {
      const view = session.view();
      const kind = apiServer.kindOf(view, identity.apiVersion, identity.kind);
      const object = placed(asked.plain, identity, kind);
      const live = apiServer.create({ kind, object, view, seed: `${view.store.cluster.place}|${urn}|${generation}` });
      return { view, kind, urn, live, asked, births: { [urn]: generation } };
    });
    return settle(made, this.shared.traffic, (record, obstacles) => notCreated(urn, record, asked, obstacles));
  }

  private async change(
    target: Target,
    asked: Asked,
    session: Session,
    request: pb.UpdateRequest,
  ): Promise<WorldRecord> {
    const changed = await steady(this.shared.traffic, () => this.updated(target, asked, session, request));
    return settle(changed, this.shared.traffic, (record, obstacles) => notUpdated(record, asked, obstacles));
  }

  /** What an update leads to. */
  private updated({ urn, identity }: Target, asked: Asked, session: Session, request: pb.UpdateRequest) {
    const view = session.view();
    const kind = apiServer.kindOf(view, identity.apiVersion, identity.kind);
    const { namespace, name } = parseId(request.getId());
    const record = view.store.record(kind, namespace, name);
    if (record === undefined) {
      throw new ApiError("Invalid", notFound(resourceOf(kind), name).message);
    }
    const live = record.outputs as KubernetesObject;
    const object = leftAlone(placed(asked.plain, identity, kind), live, request.getIgnorechangesList());
    const existing = { live, before: record.applied ?? record.inputs };
    const force = session.settings.patchForce || annotationsOf(object)[PATCH_FORCE] === "true";
    const next = apiServer.update(
      { kind, object, view, seed: `${view.store.cluster.place}|${record.urn}` },
      existing,
      force,
    );
    return { view, kind, urn, live: next, asked, births: {} };
  }

  /** Sets fields of an object that someone else owns. */
  private async patch(
    { urn, identity }: Target,
    asked: Asked,
    session: Session,
    before: Properties,
  ): Promise<WorldRecord> {
    const patched = await steady(this.shared.traffic, () => {
      const view = session.view();
      const kind = apiServer.kindOf(view, identity.apiVersion, identity.kind);
      const object = placed(asked.plain, identity, kind);
      const live = view.store.get(
        identity.apiVersion,
        identity.kind,
        String(object.metadata.namespace),
        nameOf(object),
      );
      if (live === undefined) {
        throw notFound(resourceOf(kind), nameOf(object));
      }
      const foreign = conflicts(object, pruned(live, object)).filter((path) => at(before, path) === undefined);
      const force = session.settings.patchForce || annotationsOf(object)[PATCH_FORCE] === "true";
      if (foreign.length > 0 && !force) {
        throw applyConflict(
          kind,
          "another manager",
          foreign.map((path) => path.join(".")),
        );
      }
      const owner = view.store.record(kind, parseId(idOf(live)).namespace, nameOf(live));
      const request = { kind, object, view, seed: `${view.store.cluster.place}|${urn}` };
      return {
        view,
        kind,
        urn: owner?.urn ?? urn,
        live: apiServer.update(request, { live, before }, true),
        asked,
        births: {},
        owner,
      };
    });
    return settle(patched, this.shared.traffic, (record, obstacles) => notUpdated(record, asked, obstacles));
  }

  private previewCreate(target: Target, asked: Asked, session: Session): Values {
    const { identity, urn } = target;
    const view = viewOf(session);
    const kind = view?.store.kind(identity.apiVersion, identity.kind);
    if (view === undefined || kind === undefined || identity.patch || containsUnknown(asked.plain)) {
      return asked;
    }
    try {
      const object = placed(asked.plain, identity, kind);
      const generation = this.shared.world.generation(urn) + 1;
      const live = apiServer.create({
        kind,
        object,
        view,
        seed: `${view.store.cluster.place}|${urn}|${generation}`,
      });
      return checkpoint(without(live, "status"), asked);
    } catch (error) {
      if (error instanceof ApiError && (error.reason === "NotFound" || error.reason === "AlreadyExists")) {
        return asked;
      }
      throw error;
    }
  }

  private previewUpdate(target: Target, asked: Asked, session: Session, request: pb.UpdateRequest): Values | undefined {
    const view = viewOf(session);
    if (
      view?.store.kind(target.identity.apiVersion, target.identity.kind) === undefined ||
      target.identity.patch ||
      containsUnknown(asked.plain)
    ) {
      return undefined;
    }
    return checkpoint(this.updated(target, asked, session, request).live, asked);
  }

  private async validate({ apiVersion, kind }: Identity, { plain }: Values): Promise<void> {
    const [group, version] = splitVersion(apiVersion);
    const known = await apiServer.validate({ group, version, kind }, plain as unknown as KubernetesObject);
    if (!known) {
      this.shared.assumptions.add(`kubernetes:${apiVersion}:${kind}`, "schema");
    }
  }

  private asked({ urn, identity }: Target, { plain, secrets }: Values): Asked {
    const object = withIdentity(plain, identity);
    return { plain: object, secrets, initialApiVersion: identity.apiVersion, fieldManager: this.manager(urn, object) };
  }

  private manager(urn: string, object: Properties): string {
    const own = annotationsOf(object)["pulumi.com/patchFieldManager"];
    return typeof own === "string" ? own : `pulumi-kubernetes-${digest(urn, 8)}`;
  }

  /** Refusals in the words of the provider, without the secrets that they may quote. */
  private async explained<T>(
    inputs: Values,
    wording: (message: string, error: ApiError) => string,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ApiError) {
        throw new Error(redact(wording(error.message, error), inputs), { cause: error });
      }
      throw error;
    }
  }
}

const PATCH_FORCE = "pulumi.com/patchForce";

const isWithin = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);

const isList = ({ apiVersion, kind }: Identity): boolean =>
  kind.endsWith("List") && builtInKind(apiVersion, kind.slice(0, -"List".length)) !== undefined;
