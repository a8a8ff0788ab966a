/** Registers a component and its children with the engine's monitor, as the real package's process does. */
import { promisify } from "node:util";

import type { ServiceError } from "@grpc/grpc-js";
import { ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
  Result,
} from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { containsUnknown, isObject, isUnknown, unknown } from "../wire/values";
import { Answer, Argument, Combined, Output, outputsIn, ResourceReference } from "./plan";
import type { Child, Plan } from "./plan";
import { setOptions } from "./options";
import { asJson, containsSecret, mapSecret, normalize, resourceReference, revealed, secret } from "./wire";

/** A child as the engine has registered it. */
interface Registered {
  readonly urn: string;
  /** Undefined of a component. */
  readonly id: string | undefined;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Version of its package. */
  readonly version: string;
}

/** Versions of the packages of the children, by name. */
export type PackageVersions = Readonly<Record<string, string>>;

const PROVIDER = "pulumi:providers:";
/** Package of a type; that of a provider is the one that it provides. */
const packageOf = (type: string): string => type.replace(PROVIDER, "").split(":")[0] ?? "";

/** One construction of one component. */
export class Registrar {
  /** Arguments of the component, with secrets and unknown values as the engine wrote them. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What each argument depends on. */
  private readonly dependencies = new Map<string, readonly string[]>();
  private readonly registered = new Map<string, Promise<Registered>>();

  constructor(
    private readonly request: ConstructRequest,
    private readonly monitor: ResourceMonitorClient,
    /** Packages of the children: each child has the component's provider of its package, or the default one. */
    private readonly packages: PackageVersions,
  ) {
    const inputs = request.getInputs()?.toJavaScript() ?? {};
    this.args = Object.fromEntries(
      Object.entries(inputs)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => {
          const urns = new Set(request.getInputdependenciesMap().get(name)?.getUrnsList() ?? []);
          const normal = normalize(value, urns);
          this.dependencies.set(name, [...urns]);
          return [name, normal];
        }),
    );
  }

  /** Asks a data source of one of the packages. */
  async invoke(token: string, args: Record<string, unknown>): Promise<Readonly<Record<string, unknown>>> {
    const request = new ResourceInvokeRequest()
      .setTok(token)
      .setArgs(Struct.fromJavaScript(asJson(args)))
      .setProvider(this.providerOf(packageOf(token)))
      .setVersion(this.versionOf(token))
      .setAcceptresources(true);
    const response = await promisify(this.monitor.invoke.bind(this.monitor) as Unary<typeof request, InvokeAnswer>)(
      request,
    );
    const failures = response.getFailuresList().map((failure) => failure.getReason());
    if (failures.length > 0) {
      throw new Error(`${token}: ${failures.join("; ")}`);
    }
    return revealed(response.getReturn()?.toJavaScript() ?? {}) as Readonly<Record<string, unknown>>;
  }

  /** Registers the component itself; its children follow only when its arguments make sense. */
  async registerComponent(): Promise<string> {
    const { request } = this;
    const component = this.registration(request.getType(), request.getName(), request.getParent()).setCustom(false);
    setOptions(component, request);
    return (await this.send(component)).getUrn();
  }

  /** Registers the children, each as soon as what it needs is there, and answers with what the component returns. */
  async registerChildren(component: string, plan: Plan): Promise<ConstructResponse> {
    for (const child of plan.children) {
      this.registered.set(child.key, this.register(child, component));
    }
    const results = await Promise.allSettled(this.registered.values());
    const failed = results.find((result) => result.status === "rejected");
    if (failed) {
      throw failed.reason;
    }
    for (const { key, componentOutputs } of plan.children) {
      if (componentOutputs) {
        await this.registerOutputs((await this.find(key)).urn, componentOutputs);
      }
    }
    await this.registerOutputs(component, plan.outputs ?? {});
    return this.response(component, plan);
  }

  private async registerOutputs(urn: string, planned: NonNullable<Plan["outputs"]>): Promise<void> {
    const outputs = (await this.resolve(planned, new Set())) as Record<string, unknown>;
    const request = new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(Struct.fromJavaScript(asJson(outputs)));
    await promisify(this.monitor.registerResourceOutputs.bind(this.monitor) as Unary<typeof request, unknown>)(request);
  }

  private async response(component: string, plan: Plan): Promise<ConstructResponse> {
    const response = new ConstructResponse().setUrn(component);
    // The real package's outputs come from one promise: what one of them depends on, all do. A resource as such counts
    // for its own output only.
    const shared = await Promise.all(outputsIn(plan.state).map(async ({ child }) => (await this.find(child)).urn));
    const state: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(plan.state)) {
      const urns = new Set(shared);
      const resolved = await this.resolve(value, urns);
      if (resolved === undefined) {
        continue;
      }
      state[name] = resolved;
      response.getStatedependenciesMap().set(name, new ConstructResponse.PropertyDependencies().setUrnsList([...urns]));
    }
    return response.setState(Struct.fromJavaScript(asJson(state)));
  }

  private async register(child: Child, component: string): Promise<Registered> {
    const parent = child.parent === undefined ? component : (await this.find(child.parent)).urn;
    const isCustom = child.componentOutputs === undefined;
    const request = this.registration(child.type, child.name, parent)
      .setCustom(isCustom)
      .setProvider(isCustom ? await this.providerFor(child) : "")
      .setVersion(isCustom ? this.versionOf(child.type) : "")
      .setIgnorechangesList([...(child.ignoreChanges ?? [])]);
    const dependencies = new Set(child.from.flatMap((name) => this.dependencies.get(name) ?? []));
    for (const key of child.dependsOn) {
      dependencies.add((await this.find(key)).urn);
    }
    const inputs: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(child.inputs)) {
      const urns = new Set<string>();
      const resolved = await this.resolve(value, urns);
      if (resolved !== undefined) {
        inputs[name] = resolved;
      }
      request
        .getPropertydependenciesMap()
        .set(name, new RegisterResourceRequest.PropertyDependencies().setUrnsList([...urns]));
      urns.forEach((urn) => dependencies.add(urn));
    }
    request.setObject(Struct.fromJavaScript(asJson(inputs))).setDependenciesList([...dependencies]);
    const response = await this.send(request);
    const id = isCustom ? response.getId() || unknown : undefined;
    return { urn: response.getUrn(), id, outputs: this.outputsOf(response), version: this.versionOf(child.type) };
  }

  /** Reference to a provider: its URN and its id, which is unknown in a preview. */
  private async providerFor({ type, provider }: Child): Promise<string> {
    if (provider === undefined) {
      return type.startsWith(PROVIDER) ? "" : this.providerOf(packageOf(type));
    }
    const { urn, id } = await this.find(provider);
    return `${urn}::${id ?? ""}`;
  }

  private versionOf(type: string): string {
    return this.packages[packageOf(type)] ?? "";
  }

  /** What a child does not tell in a preview, or after a failure that the engine goes on from, is unknown. */
  private outputsOf(response: RegisterResourceResponse): Registered["outputs"] {
    const outputs: Record<string, unknown> = response.getObject()?.toJavaScript() ?? {};
    const isOpen = this.request.getDryrun() || response.getResult() !== Result.SUCCESS;
    return isOpen ? new Proxy(outputs, { get: (known, name) => known[String(name)] ?? unknown }) : outputs;
  }

  /** A planned value with the outputs in place; whom it came from goes into `urns`. */
  private async resolve(value: unknown, urns: Set<string>): Promise<unknown> {
    if (value instanceof Output) {
      const { urn, id, outputs } = await this.find(value.child);
      urns.add(urn);
      const output = value.property === "id" ? id : outputs[value.property];
      return mapSecret(output, (plain) => (isUnknown(plain) ? plain : value.map(plain)));
    }
    if (value instanceof ResourceReference) {
      const { urn, id, version } = await this.find(value.child);
      urns.add(urn);
      return resourceReference(urn, isUnknown(id) ? "" : id, version);
    }
    if (value instanceof Argument) {
      this.dependencies.get(value.name)?.forEach((urn) => urns.add(urn));
      return mapSecret(this.args[value.name], (plain) => (isUnknown(plain) ? plain : value.map(plain)));
    }
    if (value instanceof Combined) {
      const parts = await Promise.all(value.parts.map((part) => this.resolve(part, urns)));
      const made = parts.some(containsUnknown) ? unknown : value.map(...parts.map(revealed));
      return containsSecret(parts) ? secret(made) : made;
    }
    if (value instanceof Answer) {
      const args = (await this.resolve(value.args, urns)) as Record<string, unknown>;
      return containsUnknown(args) ? unknown : (await this.invoke(value.token, args))[value.property];
    }
    if (Array.isArray(value)) {
      return Promise.all(value.map((item) => this.resolve(item, urns)));
    }
    if (!isObject(value)) {
      return value;
    }
    const entries = await Promise.all(
      Object.entries(value).map(async ([name, item]) => [name, await this.resolve(item, urns)] as const),
    );
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }

  private find(key: string): Promise<Registered> {
    const child = this.registered.get(key);
    if (!child) {
      throw new Error(`${this.request.getType()} plans no child ${key} before the one that needs it`);
    }
    return child;
  }

  private providerOf(name: string): string {
    return this.request.getProvidersMap().get(name) ?? "";
  }

  private registration(type: string, name: string, parent: string): RegisterResourceRequest {
    const request = new RegisterResourceRequest()
      .setType(type)
      .setName(name)
      .setParent(parent)
      .setObject(new Struct())
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSupportspartialvalues(true)
      .setSupportsresultreporting(true)
      .setAliasspecs(true)
      .setParentstacktracehandle(this.request.getStackTraceHandle());
    return this.request.hasProtect() ? request.setProtect(this.request.getProtect() ?? false) : request;
  }

  private send(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
    return promisify(
      this.monitor.registerResource.bind(this.monitor) as Unary<RegisterResourceRequest, RegisterResourceResponse>,
    )(request);
  }
}

type Unary<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response: Response) => void,
) => void;

interface InvokeAnswer {
  getReturn(): Struct | undefined;
  getFailuresList(): { getReason(): string }[];
}
