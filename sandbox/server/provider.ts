import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { DeployerPlace } from "../place";
import type { PackageTables, ProviderPackage, ProviderSettings } from "../provider-package";
import type { CreateContext, Properties, ResourceType } from "../resource-type";
import { at, secretsIn, union } from "../wire/secrets";
import { containsUnknown, decode, encode } from "../wire/values";
import type { Values } from "../wire/values";
import type { WorldRecord } from "../world/record";
import type { World } from "../world/world";
import { answer } from "./answer";
import type { Assumptions } from "./assumptions";
import { check } from "./check";
import { call, construct } from "./components";
import { createContext, ruleContext } from "./context";
import type { EngineFacing } from "./engine-facing";
import { bindingDiffs, compared, deletesFirst, inputDiffs, replacements } from "./diff";
import type { Lifecycle, Target } from "./lifecycle";
import { checkResponse, configuredNaming, diffResponse } from "./messages";
import { computedNames, previewCreate, previewUpdate } from "./preview";
import { entries } from "./table";
import type { Table } from "./table";
import type { Traffic } from "./traffic";

/** What all providers of a sandbox share. */
export interface Shared {
  readonly world: World;
  readonly table: Table;
  readonly lifecycle: Lifecycle;
  readonly assumptions: Assumptions;
  readonly traffic: Traffic;
  readonly place: DeployerPlace;
  /** Settings of a provider whose configuration says nothing. */
  readonly defaults: ProviderSettings;
}

interface ResourceRequest {
  getUrn(): string;
  getType(): string;
}

/** One package's provider: the engine's requests answered by the package's tables and the world. */
export class Provider implements EngineFacing {
  /**
   * Settings of each configured provider. One process serves all providers of a package, and requests do not say which
   * one they are for: the engine gives each its own connection, so the peer tells.
   */
  private readonly configured = new Map<string, ProviderSettings>();

  constructor(
    private readonly definition: ProviderPackage,
    private readonly shared: Shared,
  ) {}

  checkConfig(request: pb.CheckRequest): pb.CheckResponse {
    const config = decode(request.getNews());
    try {
      if (!containsUnknown(config.plain)) {
        this.settings(config.plain);
      }
      return checkResponse(config, []);
    } catch (error) {
      return checkResponse(config, [{ reason: (error as Error).message }]);
    }
  }

  /** No change of a provider's configuration replaces it: what it means for a resource is in that resource's diff. */
  diffConfig(request: pb.DiffRequest): pb.DiffResponse {
    const olds = decode(request.getOldInputs()).plain;
    return diffResponse(inputDiffs(olds, decode(request.getNews()).plain, []), false);
  }

  configure(request: pb.ConfigureRequest, peer: string): pb.ConfigureResponse {
    this.configured.set(peer, this.settings(decode(request.getArgs()).plain));
    const { components } = this.tables();
    return new pb.ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setSupportsAutonamingConfiguration(true)
      .setAcceptresources(components !== undefined)
      .setAcceptoutputs(components !== undefined);
  }

  check(request: pb.CheckRequest, peer: string): pb.CheckResponse {
    const row = this.row(request);
    const news = decode(request.getNews());
    const target = this.target(request, peer, news.plain);
    const context = this.nextContext(target);
    const { inputs, failures } = check(row, news.plain, decode(request.getOlds()).plain, {
      logicalName: request.getName(),
      digits: context.hex(7),
      configured: configuredNaming(request),
    });
    const configured = Object.entries(this.definition.configuredInputs?.(inputs, target.settings) ?? {});
    const outputs = configured.length > 0 ? computedNames(row, inputs, context) : [];
    const plain = { ...inputs, ...Object.fromEntries(configured.filter(([name]) => outputs.includes(name))) };
    return checkResponse({ plain, secrets: secretsIn(plain, news.plain, news.secrets) }, failures);
  }

  diff(request: pb.DiffRequest, peer: string): pb.DiffResponse {
    const row = this.row(request);
    const olds = decode(request.getOldInputs()).plain;
    const news = compared(row, olds, decode(request.getNews()).plain);
    const { settings } = this.target(request, peer, news);
    const properties = new Map([
      ...bindingDiffs(decode(request.getOlds()).plain, this.definition.binding?.(settings) ?? {}),
      ...inputDiffs(olds, news, replacements(row, olds, news)),
    ]);
    return diffResponse(properties, deletesFirst(row, olds, news, request.getName()));
  }

  async create(request: pb.CreateRequest, peer: string): Promise<pb.CreateResponse> {
    const inputs = decode(request.getProperties());
    const target = this.target(request, peer, inputs.plain);
    if (request.getPreview()) {
      return new pb.CreateResponse().setProperties(encode(this.previewCreate(target, inputs)));
    }
    const record = await this.shared.lifecycle.create(target, inputs);
    return new pb.CreateResponse().setId(record.id).setProperties(encode(outputsOf(record)));
  }

  async update(request: pb.UpdateRequest, peer: string): Promise<pb.UpdateResponse> {
    const inputs = decode(request.getNews());
    const olds = decode(request.getOlds());
    const target = this.target(request, peer, olds.plain);
    const outputs =
      request.getPreview() || this.row(request).stateOnly
        ? this.previewUpdate(target, request.getId(), olds, inputs)
        : outputsOf(await this.shared.lifecycle.update(target, request.getId(), inputs));
    return new pb.UpdateResponse().setProperties(encode(outputs));
  }

  read(request: pb.ReadRequest, peer: string): pb.ReadResponse {
    const state = decode(request.getProperties());
    const inputs = decode(request.getInputs());
    if (this.row(request).stateOnly) {
      return this.readState(request, state);
    }
    const { id, region } = this.definition.parseId?.(request.getId()) ?? { id: request.getId() };
    const target = this.target(request, peer, { region, ...inputs.plain, ...state.plain });
    const record = this.shared.lifecycle.find(target, id);
    if (!record) {
      return new pb.ReadResponse();
    }
    const secrets = union(record.secrets ?? [], state.secrets, inputs.secrets);
    return new pb.ReadResponse()
      .setId(record.id)
      .setProperties(encode(marked(record.outputs, secrets)))
      .setInputs(encode(marked(record.inputs, secrets)));
  }

  async delete(request: pb.DeleteRequest, peer: string): Promise<void> {
    const target = this.target(request, peer, decode(request.getProperties()).plain);
    await this.shared.lifecycle.delete(target, request.getId());
  }

  invoke(request: pb.InvokeRequest, peer: string): pb.InvokeResponse {
    const { assumptions, table, world } = this.shared;
    const args = decode(request.getArgs());
    const source = table.dataSource(request.getTok());
    const settings = inRegion(this.settingsOf(peer), args.plain);
    const said = answer(source, args, ruleContext(world, table, settings));
    if (source.assumed) {
      assumptions.add(source.token);
    }
    return new pb.InvokeResponse().setReturn(encode(said));
  }

  construct(request: pb.ConstructRequest): Promise<pb.ConstructResponse> {
    return construct(this.tables().components, request);
  }

  call(request: pb.CallRequest): Promise<pb.CallResponse> {
    return call(this.tables().components, request);
  }

  /** Reads the package's tables, once. */
  private tables(): PackageTables {
    return this.shared.table.load(this.definition);
  }

  /** What exists only in the state is as the state says; without a state, as far as the id tells. */
  private readState(request: pb.ReadRequest, state: Values): pb.ReadResponse {
    const response = new pb.ReadResponse();
    if (Object.keys(state.plain).length > 0) {
      return response.setId(request.getId()).setProperties(encode(state)).setInputs(request.getInputs());
    }
    const row = this.row(request);
    const imported = row.imported?.(request.getId());
    if (!imported) {
      return response;
    }
    const secrets = (row.secretOutputs ?? []).map((property) => [property]);
    const inputs = Object.entries(imported).filter(([property]) => entries(row.replaceOn).includes(property));
    return response
      .setId(imported.id)
      .setProperties(encode({ plain: imported, secrets }))
      .setInputs(encode(marked(Object.fromEntries(inputs), secrets)));
  }

  private previewCreate(target: Target, inputs: Values): Values {
    const row = this.shared.table.resourceType(target.type);
    return previewCreate(row, inputs, this.nextContext(target), this.definition.binding?.(target.settings) ?? {});
  }

  /** Context of the resource that the target would be created as. */
  private nextContext({ urn, settings }: Target): CreateContext {
    const { table, world } = this.shared;
    return createContext(ruleContext(world, table, settings), urn, world.generation(urn) + 1, settings);
  }

  /** What an update would leave: as the cloud would answer when all inputs are known, else with the old outputs. */
  private previewUpdate(target: Target, id: string, olds: Values, inputs: Values): Values {
    const { lifecycle, table } = this.shared;
    const self = lifecycle.find(target, id);
    const row = table.resourceType(target.type);
    if (!self || containsUnknown(inputs.plain)) {
      const outputs = previewUpdate(row, inputs.plain, this.nextContext(target), olds.plain);
      return marked(outputs, union(olds.secrets, inputs.secrets));
    }
    return outputsOf(lifecycle.compose(row, inputs, lifecycle.contextOf(self, target.settings), id, self));
  }

  private row(request: ResourceRequest): ResourceType {
    return this.shared.table.resourceType(request.getType());
  }

  private target(request: ResourceRequest, peer: string, properties: Properties): Target {
    const settings = inRegion(this.settingsOf(peer), properties);
    return { type: request.getType(), urn: request.getUrn(), settings };
  }

  private settings(config: Properties): ProviderSettings {
    return this.definition.settings?.(config, this.shared.defaults) ?? this.shared.defaults;
  }

  private settingsOf(peer: string): ProviderSettings {
    const settings = this.configured.get(peer);
    if (!settings) {
      throw new Error("the engine sent a request on a connection that it has not configured");
    }
    return settings;
  }
}

/** A resource, and a data source, may name a region of its own. */
const inRegion = (settings: ProviderSettings, { region }: Properties): ProviderSettings =>
  typeof region === "string" && region !== "" ? { ...settings, region } : settings;

const outputsOf = ({ outputs, secrets = [] }: WorldRecord): Values => ({ plain: outputs, secrets });

/** Values with those of the marks that apply to them. */
const marked = (plain: Properties, secrets: Values["secrets"]): Values => ({
  plain,
  secrets: secrets.filter((path) => at(plain, path) !== undefined),
});
