import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { record, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import { digest } from "../../server/context";
import { inputDiffs } from "../../server/diff";
import { InitializationFailed } from "../../server/initialization-failed";
import { checkResponse, diffResponse } from "../../server/messages";
import type { CheckFailure } from "../../server/check";
import type { Shared } from "../../server/provider";
import { secretsIn, union } from "../../wire/secrets";
import { containsUnknown, decode, encode, unknown } from "../../wire/values";
import type { Values } from "../../wire/values";
import type { WorldRecord } from "../../world/record";
import type { View } from "../behaviour";
import type { Session } from "../clusters";
import { discard } from "../objects/keeper";
import { without } from "../objects/paths";
import type { Resources } from "../resources";
import { findChart } from "./find-chart";
import { install, obstaclesOf, RELEASE, releaseAt, upgrade } from "./install";
import type { Release } from "./install";

const INPUTS = "__inputs";

/**
 * Helm releases: https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/
 */
export class Releases implements Resources {
  constructor(private readonly shared: Shared) {}

  check(request: pb.CheckRequest, session: Session): pb.CheckResponse {
    const news = decode(request.getNews());
    const olds = decode(request.getOlds()).plain;
    const digits = digest(`${request.getUrn()}|${this.shared.world.generation(request.getUrn()) + 1}`, 8);
    const given = without(news.plain, "compat", "resourceNames");
    const plain: Properties = {
      ...given,
      name: text(given.name) ?? text(olds.name) ?? `${request.getName()}-${digits}`,
      namespace: text(given.namespace) ?? session.settings.namespace ?? "default",
      timeout: given.timeout ?? 300,
    };
    const failures = containsUnknown([plain.chart, plain.version, plain.repositoryOpts]) ? [] : chartFailures(plain);
    return checkResponse({ plain, secrets: secretsIn(plain, news.plain, news.secrets) }, failures);
  }

  diff(request: pb.DiffRequest): pb.DiffResponse {
    const olds = decode(request.getOlds()).plain;
    const news = decode(request.getNews()).plain;
    const differences = inputDiffs(record(olds[INPUTS]), news, ["name", "namespace"]);
    const ignored = request.getIgnorechangesList();
    return diffResponse(new Map([...differences].filter(([path]) => !ignored.includes(path))), false);
  }

  async create(request: pb.CreateRequest, session: Session): Promise<pb.CreateResponse> {
    const inputs = decode(request.getProperties());
    if (request.getPreview()) {
      const state = { ...inputs.plain, [INPUTS]: inputs.plain, resourceNames: unknown, status: unknown };
      return new pb.CreateResponse().setProperties(encode({ plain: state, secrets: secretsOf(state, inputs) }));
    }
    const urn = request.getUrn();
    const view = session.view();
    const release = releaseOf(inputs.plain);
    const record = install(view, urn, release, inputs, this.shared.world.generation(urn) + 1);
    this.assume(release);
    this.shared.traffic.changed();
    await this.wait(view, record, release, inputs);
    return new pb.CreateResponse().setId(record.id).setProperties(encode(stateOf(record, inputs)));
  }

  async update(request: pb.UpdateRequest, session: Session): Promise<pb.UpdateResponse> {
    const inputs = decode(request.getNews());
    if (request.getPreview()) {
      const olds = decode(request.getOlds());
      const state = { ...olds.plain, ...inputs.plain, [INPUTS]: inputs.plain };
      return new pb.UpdateResponse().setProperties(encode({ plain: state, secrets: secretsOf(state, inputs) }));
    }
    const view = session.view();
    const release = releaseOf(inputs.plain);
    const record = upgrade(view, request.getId(), release, inputs);
    this.assume(release);
    this.shared.traffic.changed();
    await this.wait(view, record, release, inputs);
    return new pb.UpdateResponse().setProperties(encode(stateOf(record, inputs)));
  }

  read(request: pb.ReadRequest, session: Session): pb.ReadResponse {
    const record = releaseAt(session.view(), request.getId());
    if (record === undefined) {
      return new pb.ReadResponse();
    }
    const known = decode(request.getInputs());
    const inputs =
      Object.keys(known.plain).length > 0 ? known : { plain: record.inputs, secrets: record.secrets ?? [] };
    return new pb.ReadResponse()
      .setId(record.id)
      .setProperties(encode(stateOf(record, inputs)))
      .setInputs(encode(inputs));
  }

  delete(request: pb.DeleteRequest, session: Session): void {
    const view = session.view();
    const record = releaseAt(view, request.getId());
    if (record) {
      discard(view, record);
      this.shared.traffic.changed();
    }
  }

  /** Helm waits for what it installed, unless told not to. */
  private async wait(view: View, record: WorldRecord, release: Release, inputs: Values): Promise<void> {
    while (inputs.plain.skipAwait !== true) {
      const left = obstaclesOf(view, record);
      if (left.length === 0) {
        return;
      }
      if (!(await this.shared.traffic.nextChange())) {
        const message =
          `Helm release "${release.namespace}/${release.name}" was created, but failed to initialize completely. ` +
          "Use Helm CLI to investigate: context deadline exceeded";
        throw new InitializationFailed(message, record.id, stateOf(record, inputs), [message, ...left]);
      }
    }
  }

  private assume({ chart, name }: Release): void {
    if (chart === undefined) {
      this.shared.assumptions.add(RELEASE, `what the chart of ${name} brings`);
    }
    if (chart?.appVersion === undefined) {
      this.shared.assumptions.add(RELEASE, "status.appVersion");
    }
  }
}

function chartFailures(inputs: Properties): readonly CheckFailure[] {
  try {
    findChart(inputs);
    return [];
  } catch (error) {
    return [
      { property: "chart", reason: `${(error as Error).message}; check the chart name and repository configuration.` },
    ];
  }
}

function releaseOf(inputs: Properties): Release {
  const { name: chartName, version, chart } = findChart(inputs);
  return {
    chartName,
    chart,
    version,
    name: text(inputs.name) ?? "",
    namespace: text(inputs.namespace) ?? "default",
    values: record(inputs.values),
    createNamespace: inputs.createNamespace === true,
    skipCrds: inputs.skipCrds === true,
    replace: inputs.replace === true,
  };
}

const stateOf = ({ outputs, secrets = [] }: WorldRecord, inputs: Values): Values => {
  const state = { ...outputs, [INPUTS]: inputs.plain };
  return { plain: state, secrets: union(secretsOf(state, inputs), secrets) };
};

/** The provider keeps all inputs as one secret: values often hold some. */
const secretsOf = (state: Properties, { plain, secrets }: Values) =>
  union(
    [[INPUTS]],
    secretsIn(state, plain, secrets).filter(([first]) => first !== INPUTS),
  );
