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

import { isObject, isUnknown, unknown } from "../../wire/values";
import { Output, outputsIn, ResourceReference } from "./plan";
import type { Child, Plan } from "./plan";
import { setOptions } from "./options";
import { asJson, mapSecret, normalize, resourceReference, revealed } from "./wire";

/** A child as the engine has registered it. */
interface Registered {
  readonly urn: string;
  readonly id: unknown;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

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
    /** Package of the children: the component's own provider for it, or the default one of this version. */
    private readonly children: PackageVersion,
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

  /** Asks a data source of the children's package. */
  async invoke(token: string, args: Record<string, unknown>): Promise<Readonly<Record<string, unknown>>> {
    const request = new ResourceInvokeRequest()
      .setTok(token)
      .setArgs(Struct.fromJavaScript(asJson(args)))
      .setProvider(this.childProvider())
      .setVersion(this.children.version)
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
    const outputs = new RegisterResourceOutputsRequest().setUrn(component).setOutputs(Struct.fromJavaScript({}));
    await promisify(this.monitor.registerResourceOutputs.bind(this.monitor) as Unary<typeof outputs, unknown>)(outputs);
    return this.response(component, plan);
  }

  private async response(component: string, plan: Plan): Promise<ConstructResponse> {
    const response = new ConstructResponse().setUrn(component);
    // The real package's outputs come from one promise: what one of them depends on, all do. A resource as such counts
    // for its own output only.
    const shared = await Promise.all(outputsIn(plan.state).map(async ({ child }) => (await this.find(child)).urn));
    const state: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(plan.state)) {
      const urns = new Set(shared);
      state[name] = await this.resolve(value, urns);
      response.getStatedependenciesMap().set(name, new ConstructResponse.PropertyDependencies().setUrnsList([...urns]));
    }
    return response.setState(Struct.fromJavaScript(asJson(state)));
  }

  private async register(child: Child, component: string): Promise<Registered> {
    const parent = child.parent === undefined ? component : (await this.find(child.parent)).urn;
    const request = this.registration(child.type, child.name, parent)
      .setCustom(true)
      .setProvider(this.childProvider())
      .setVersion(this.children.version);
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
    return this.answered(response);
  }

  private answered(response: RegisterResourceResponse): Registered {
    const id = response.getId();
    return {
      urn: response.getUrn(),
      id: id === "" ? unknown : id,
      outputs: this.outputsOf(response),
    };
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
      const { urn, id } = await this.find(value.child);
      urns.add(urn);
      return resourceReference(urn, isUnknown(id) ? "" : String(id), this.children.version);
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

  private childProvider(): string {
    return this.request.getProvidersMap().get(this.children.name) ?? "";
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
