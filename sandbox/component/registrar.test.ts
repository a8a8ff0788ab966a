import { ConstructRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceResponse, Result } from "@pulumi/pulumi/proto/resource_pb";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { unknown } from "../wire/values";
import { Answer, Argument, childKey, Combined, Output, ResourceReference } from "./plan";
import type { Child, Plan } from "./plan";
import { Registrar } from "./registrar";
import { asJson, resourceReference, secret } from "./wire";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const vpcKey = childKey(VPC, "hub");
const subnetKey = childKey(SUBNET, "one");

const child = (type: string, inputs: Child["inputs"], more: Partial<Child> = {}): Child => ({
  key: childKey(type, "hub"),
  type,
  name: "hub",
  dependsOn: [],
  from: [],
  inputs,
  ...more,
});

const PLAN: Plan = {
  children: [
    child(VPC, { cidrBlock: "10.0.0.0/16" }, { from: ["tags"] }),
    child(
      SUBNET,
      { vpcId: new Output(vpcKey, "id"), nothing: undefined },
      { key: subnetKey, name: "one", parent: vpcKey, dependsOn: [vpcKey] },
    ),
  ],
  state: {
    vpc: new ResourceReference(vpcKey),
    subnetIds: [new Output(subnetKey, "id")],
    arn: new Output(vpcKey, "arn", (arn) => `<${String(arn)}>`),
  },
};

/** An engine's monitor that makes every resource, and remembers how it was asked. */
class Monitor {
  readonly requests: RegisterResourceRequest[] = [];
  /** Outputs by resource type. */
  outputs: Record<string, Record<string, unknown>> = {};
  /** Outputs that components registered, by URN. */
  readonly registered: Record<string, unknown> = {};
  /** Data sources that were asked. */
  readonly asked: string[] = [];
  preview = false;
  failing?: string;

  registerResource(
    request: RegisterResourceRequest,
    callback: (error: Error | null, response?: RegisterResourceResponse) => void,
  ): void {
    this.requests.push(request);
    if (request.getName() === this.failing) {
      callback(new Error("refused"));
      return;
    }
    const id = this.preview || !request.getCustom() ? "" : `id-of-${request.getName()}`;
    callback(
      null,
      new RegisterResourceResponse()
        .setUrn(`urn-of-${request.getName()}`)
        .setId(id)
        .setResult(Result.SUCCESS)
        .setObject(Struct.fromJavaScript(asJson(this.outputs[request.getType()] ?? {}))),
    );
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: (error: null) => void): void {
    this.registered[request.getUrn()] = request.getOutputs()?.toJavaScript();
    callback(null);
  }

  invoke(request: ResourceInvokeRequest, callback: (error: null, response: InvokeResponse) => void): void {
    this.asked.push(request.getTok());
    const answer = { version: `version of ${request.getArgs()?.toJavaScript().of as string}` };
    callback(null, new InvokeResponse().setReturn(Struct.fromJavaScript(answer)));
  }

  of(name: string): RegisterResourceRequest {
    const found = this.requests.find((request) => request.getName() === name);
    if (!found) {
      throw new Error(`${name} was not registered`);
    }
    return found;
  }
}

describe("a component of the sandbox", () => {
  let monitor: Monitor;
  let request: ConstructRequest;
  beforeEach(() => {
    monitor = new Monitor();
    request = new ConstructRequest().setType("awsx:ec2:Vpc").setName("component").setParent("urn-of-parent");
  });

  const registrar = () => new Registrar(request, monitor as unknown as ResourceMonitorClient, { aws: "7.0.0" });
  const construct = async () => {
    const component = registrar();
    return component.registerChildren(await component.registerComponent(), PLAN);
  };
  const inputs = (values: Record<string, unknown>) => request.setInputs(Struct.fromJavaScript(asJson(values)));

  it("is registered under its parent without inputs, its children under it and each other", async () => {
    await construct();
    expect(monitor.of("component").getParent()).to.equal("urn-of-parent");
    expect(monitor.of("component").getCustom()).to.equal(false);
    expect(monitor.of("hub").getParent()).to.equal("urn-of-component");
    expect(monitor.of("one").getParent()).to.equal("urn-of-hub");
  });

  it("fills the outputs of one child into another and says so", async () => {
    await construct();
    const subnet = monitor.of("one");
    expect(subnet.getObject()?.toJavaScript()).to.deep.equal({ vpcId: "id-of-hub" });
    expect(subnet.getDependenciesList()).to.deep.equal(["urn-of-hub"]);
    expect(subnet.getPropertydependenciesMap().get("vpcId")?.getUrnsList()).to.deep.equal(["urn-of-hub"]);
  });

  it("returns references and outputs", async () => {
    monitor.outputs = { [VPC]: { arn: "arn-1" } };
    const response = await construct();
    expect(response.getUrn()).to.equal("urn-of-component");
    expect(response.getState()?.toJavaScript()).to.deep.equal({
      vpc: resourceReference("urn-of-hub", "id-of-hub", "7.0.0"),
      subnetIds: ["id-of-one"],
      arn: "<arn-1>",
    });
  });

  it("lets everything that it returns depend on all outputs in it, and on the resources in it", async () => {
    const ids = new Output(subnetKey, "id");
    const state = { vpc: new ResourceReference(vpcKey), nothing: [], ids: { nested: [ids] } };
    const component = registrar();
    const response = await component.registerChildren(await component.registerComponent(), { ...PLAN, state });
    const urns = (name: string) => response.getStatedependenciesMap().get(name)?.getUrnsList();
    expect(urns("vpc")).to.deep.equal(["urn-of-one", "urn-of-hub"]);
    expect(urns("nothing")).to.deep.equal(["urn-of-one"]);
    expect(urns("ids")).to.deep.equal(["urn-of-one"]);
  });

  it("passes on in a preview what is not known yet", async () => {
    monitor.preview = true;
    request.setDryrun(true);
    const response = await construct();
    expect(monitor.of("one").getObject()?.toJavaScript()).to.deep.equal({ vpcId: unknown });
    expect(response.getState()?.toJavaScript()).to.deep.include({ subnetIds: [unknown], arn: unknown });
    expect(response.getState()?.toJavaScript().vpc).to.deep.equal(resourceReference("urn-of-hub", "", "7.0.0"));
  });

  it("keeps secrets secret when it makes something of them", async () => {
    monitor.outputs = { [VPC]: { arn: secret("arn-1") } };
    const response = await construct();
    expect(response.getState()?.toJavaScript().arn).to.deep.equal(secret("<arn-1>"));
  });

  it("reads arguments with their secrets, unknown values and dependencies", async () => {
    inputs({
      tags: {
        "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4",
        secret: true,
        dependencies: ["u"],
      },
      plain: "text",
    });
    request
      .getInputdependenciesMap()
      .set("tags", new ConstructRequest.PropertyDependencies().setUrnsList(["urn-of-other"]));
    expect(registrar().args).to.deep.equal({ tags: secret(unknown), plain: "text" });
    await construct();
    expect(monitor.of("hub").getDependenciesList()).to.deep.equal(["urn-of-other", "u"]);
  });

  it("hands its aws provider and its protection to the children", async () => {
    request.getProvidersMap().set("aws", "urn-of-provider::id");
    request.setProtect(true);
    await construct();
    expect(monitor.of("hub").getProvider()).to.equal("urn-of-provider::id");
    expect(monitor.of("hub").getProtect()).to.equal(true);
    expect(monitor.of("component").getProvidersMap().get("aws")).to.equal("urn-of-provider::id");
  });

  it("leaves children to the default provider of its own version otherwise", async () => {
    await construct();
    expect(monitor.of("hub").getProvider()).to.equal("");
    expect(monitor.of("hub").getVersion()).to.equal("7.0.0");
    expect(monitor.of("hub").hasProtect()).to.equal(false);
  });

  it("takes its own options from the request", async () => {
    request
      .setDependenciesList(["urn-of-first"])
      .setIgnorechangesList(["tags"])
      .setReplaceonchangesList(["cidrBlock"])
      .setDeletedwith("urn-of-owner")
      .setRetainondelete(true);
    await construct();
    const component = monitor.of("component");
    expect(component.getDependenciesList()).to.deep.equal(["urn-of-first"]);
    expect(component.getIgnorechangesList()).to.deep.equal(["tags"]);
    expect(component.getReplaceonchangesList()).to.deep.equal(["cidrBlock"]);
    expect(component.getDeletedwith()).to.equal("urn-of-owner");
    expect(component.getRetainondelete()).to.equal(true);
  });

  it("fails when a child does, after all others have been tried", async () => {
    monitor.failing = "one";
    let message = "";
    await construct().catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.equal("refused");
    expect(monitor.requests.map((sent) => sent.getName())).to.deep.equal(["component", "hub", "one"]);
  });
});

describe("a component of several packages", () => {
  const PROVIDER = "pulumi:providers:kubernetes";
  const PART = "eks:index:Part";
  const partKey = childKey(PART, "part");
  const providerKey = childKey(PROVIDER, "provider");
  const MIXED: Plan = {
    children: [
      child(PART, {}, { key: partKey, name: "part", componentOutputs: { vpc: new ResourceReference(vpcKey) } }),
      child(
        VPC,
        {
          tags: new Combined(
            [new Argument("tags"), new Argument("more")],
            (...all) => Object.assign({}, ...all) as object,
          ),
          name: new Argument("name", (name) => `<${String(name)}>`),
          version: new Answer("aws:eks/getVersion:getVersion", { of: new Argument("name") }, "version"),
          absent: new Argument("nothing"),
        },
        { parent: partKey, ignoreChanges: ["tags"] },
      ),
      child(PROVIDER, {}, { key: providerKey, name: "provider" }),
      child("kubernetes:core/v1:ConfigMap", {}, { key: "map", name: "map", provider: providerKey }),
    ],
    state: {
      part: new ResourceReference(partKey),
      absent: undefined,
      joined: new Combined([new Output(vpcKey, "id")], (id) => `${String(id)}!`),
    },
    outputs: { vpcId: new Output(vpcKey, "id") },
  };

  let monitor: Monitor;
  let request: ConstructRequest;
  beforeEach(() => {
    monitor = new Monitor();
    request = new ConstructRequest().setType("eks:index:Cluster").setName("component").setParent("urn-of-parent");
  });
  const construct = async (args: Record<string, unknown> = {}) => {
    request.setInputs(Struct.fromJavaScript(asJson({ name: "a", tags: { a: "1" }, more: { b: "2" }, ...args })));
    const versions = { aws: "7.0.0", kubernetes: "4.0.0", eks: "4.3.0" };
    const component = new Registrar(request, monitor as unknown as ResourceMonitorClient, versions);
    return component.registerChildren(await component.registerComponent(), MIXED);
  };
  const vpc = () => monitor.of("hub").getObject()?.toJavaScript();

  it("fills in arguments, what is made of several, and answers of data sources", async () => {
    await construct();
    expect(vpc()).to.deep.equal({ tags: { a: "1", b: "2" }, name: "<a>", version: "version of a" });
    expect(monitor.of("hub").getIgnorechangesList()).to.deep.equal(["tags"]);
  });

  it("leaves unknown what is made of something unknown, and asks nothing", async () => {
    await construct({ name: unknown, more: { b: unknown } });
    expect(vpc()).to.deep.equal({ tags: unknown, name: unknown, version: unknown });
    expect(monitor.asked).to.deep.equal([]);
  });

  it("makes a secret of what is made of one", async () => {
    await construct({ more: { b: secret("2") } });
    expect(vpc()?.tags).to.deep.equal(secret({ a: "1", b: "2" }));
  });

  it("registers components among the children without provider, with outputs of their own", async () => {
    request.getProvidersMap().set("aws", "urn-of-aws::id");
    await construct();
    expect(monitor.of("part").getCustom()).to.equal(false);
    expect(monitor.of("part").getProvider()).to.equal("");
    expect(monitor.of("hub").getParent()).to.equal("urn-of-part");
    expect(monitor.of("hub").getProvider()).to.equal("urn-of-aws::id");
    expect(monitor.registered).to.deep.equal({
      "urn-of-part": { vpc: resourceReference("urn-of-hub", "id-of-hub", "7.0.0") },
      "urn-of-component": { vpcId: "id-of-hub" },
    });
  });

  it("gives children a provider that it made itself", async () => {
    await construct();
    expect(monitor.of("provider").getProvider()).to.equal("");
    expect(monitor.of("provider").getVersion()).to.equal("4.0.0");
    expect(monitor.of("map").getProvider()).to.equal("urn-of-provider::id-of-provider");
  });

  it("returns components by their name alone, and nothing for what is absent", async () => {
    const response = await construct();
    expect(response.getState()?.toJavaScript()).to.deep.equal({
      part: resourceReference("urn-of-part", undefined, "4.3.0"),
      joined: "id-of-hub!",
    });
  });
});
