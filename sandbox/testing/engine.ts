/** Speaks to a provider as the engine does: one connection for each configured provider. */
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Properties, PropertyPath } from "../resource-type";
import type { Sandbox } from "../sandbox";
import { messageLimits } from "../server/limits";
import { decode, encode } from "../wire/values";
import type { Values } from "../wire/values";

export interface State extends Values {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
}

export const values = (plain: Properties, ...secrets: readonly PropertyPath[]): Values => ({ plain, secrets });

export const urn = (type: string, name: string): string => `urn:pulumi:test::toy::${type}::${name}`;

/** One configured provider. */
export class Connection {
  private readonly client: ResourceProviderClient;

  constructor(sandbox: Sandbox, name = "toy") {
    const port = new RegExp(`(?:^|,)${name}:(\\d+)`).exec(sandbox.attachments)?.[1] ?? "";
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      ...messageLimits,
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  close(): void {
    this.client.close();
  }

  private call<Response>(send: (done: grpc.requestCallback<Response>) => unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => {
        if (error || response === undefined) {
          reject(failureOf(error));
        } else {
          resolve(response);
        }
      });
    });
  }

  configure(config: Properties): Promise<pb.ConfigureResponse> {
    const request = new pb.ConfigureRequest().setArgs(encode(values(config)));
    return this.call((done) => this.client.configure(request, done));
  }

  async checkConfig(config: Properties): Promise<Checked> {
    const request = new pb.CheckRequest().setNews(encode(values(config)));
    return checked(await this.call((done) => this.client.checkConfig(request, done)));
  }

  async check(type: string, name: string, news: Values, olds: Values = values({})): Promise<Checked> {
    const request = new pb.CheckRequest().setUrn(urn(type, name)).setType(type).setName(name);
    request.setNews(encode(news)).setOlds(encode(olds));
    return checked(await this.call((done) => this.client.check(request, done)));
  }

  async diff(old: State, news: Values, ignoreChanges: readonly string[] = []): Promise<Difference> {
    const { type, name, id, inputs } = old;
    const request = new pb.DiffRequest().setUrn(urn(type, name)).setType(type).setName(name).setId(id);
    request.setOldInputs(encode(inputs)).setOlds(encode(old)).setNews(encode(news));
    request.setIgnorechangesList([...ignoreChanges]);
    return difference(await this.call((done) => this.client.diff(request, done)));
  }

  async diffConfig(olds: Properties, news: Properties): Promise<Difference> {
    const request = new pb.DiffRequest().setOldInputs(encode(values(olds))).setNews(encode(values(news)));
    return difference(await this.call((done) => this.client.diffConfig(request, done)));
  }

  async create(type: string, name: string, inputs: Values, preview = false): Promise<State> {
    const request = new pb.CreateRequest().setUrn(urn(type, name)).setType(type).setName(name).setPreview(preview);
    request.setProperties(encode(inputs));
    const response = await this.call<pb.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), type, name, inputs, ...decode(response.getProperties()) };
  }

  /** Check and create, as the engine does both. */
  async make(type: string, name: string, inputs: Properties): Promise<State> {
    return this.create(type, name, (await this.check(type, name, values(inputs))).inputs);
  }

  async update(old: State, inputs: Values, preview = false, ignoreChanges: readonly string[] = []): Promise<State> {
    const { type, name, id } = old;
    const request = new pb.UpdateRequest().setUrn(urn(type, name)).setType(type).setName(name).setId(id);
    request.setOlds(encode(old)).setOldInputs(encode(old.inputs)).setNews(encode(inputs)).setPreview(preview);
    request.setIgnorechangesList([...ignoreChanges]);
    const response = await this.call<pb.UpdateResponse>((done) => this.client.update(request, done));
    return { ...old, inputs, ...decode(response.getProperties()) };
  }

  /** Refreshes a state, or imports an id when there is none; undefined when it is gone. */
  async read(type: string, id: string, state?: State): Promise<State | undefined> {
    const name = state?.name ?? "imported";
    const request = new pb.ReadRequest().setUrn(urn(type, name)).setType(type).setName(name).setId(id);
    if (state) {
      request.setProperties(encode(state)).setInputs(encode(state.inputs));
    }
    const response = await this.call<pb.ReadResponse>((done) => this.client.read(request, done));
    return response.getId() === ""
      ? undefined
      : { id: response.getId(), type, name, inputs: decode(response.getInputs()), ...decode(response.getProperties()) };
  }

  delete(state: State): Promise<Empty> {
    const { type, name, id } = state;
    const request = new pb.DeleteRequest().setUrn(urn(type, name)).setType(type).setName(name).setId(id);
    request.setProperties(encode(state));
    return this.call((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Values): Promise<Values> {
    const request = new pb.InvokeRequest().setTok(token).setArgs(encode(args));
    return decode((await this.call<pb.InvokeResponse>((done) => this.client.invoke(request, done))).getReturn());
  }

  construct(request: pb.ConstructRequest): Promise<pb.ConstructResponse> {
    return this.call((done) => this.client.construct(request, done));
  }

  cancel(): Promise<Empty> {
    return this.call((done) => this.client.cancel(new Empty(), done));
  }
}

/** A resource that exists, but did not become what it should be. */
export class Unready extends Error {
  constructor(
    message: string,
    readonly id: string,
    readonly state: Values,
    readonly reasons: readonly string[],
  ) {
    super(message);
  }
}

function failureOf(error: grpc.ServiceError | null): Error {
  const [details] = error?.metadata.get("grpc-status-details-bin") ?? [];
  if (!(details instanceof Buffer)) {
    return new Error(error?.details);
  }
  const [packed] = Status.deserializeBinary(details).getDetailsList();
  const failed = pb.ErrorResourceInitFailed.deserializeBinary(packed?.getValue_asU8() ?? new Uint8Array());
  const reasons = failed.getReasonsList();
  return new Unready(
    `${String(error?.details)}: ${reasons.slice(1).join("; ")}`,
    failed.getId(),
    decode(failed.getProperties()),
    reasons,
  );
}

const kinds = ["add", "add replace", "delete", "delete replace", "update", "update replace"];

const checked = (response: pb.CheckResponse): Checked => ({
  inputs: decode(response.getInputs()),
  failures: response.getFailuresList().map((failure) => failure.toObject()),
});

function difference(response: pb.DiffResponse): Difference {
  const detailed = response.getDetaileddiffMap();
  return {
    changes: response.getChanges() === pb.DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    deleteBeforeReplace: response.getDeletebeforereplace(),
    detailed: Object.fromEntries(
      detailed.getEntryList().map(([path]) => [path, kinds[detailed.get(path)?.getKind() ?? 0]]),
    ),
  };
}

export interface Checked {
  readonly inputs: Values;
  readonly failures: readonly pb.CheckFailure.AsObject[];
}

export interface Difference {
  readonly changes: boolean;
  /** Properties whose change replaces. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Kind of each difference by its path. */
  readonly detailed: Readonly<Record<string, string | undefined>>;
}
