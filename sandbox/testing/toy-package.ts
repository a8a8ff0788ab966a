/** A small cloud with one example of everything that a row can say. */
import { ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { ComponentProvider } from "../component-provider";
import type { ProviderPackage } from "../provider-package";
import { none } from "../resource-type";
import type { DataSource, ResourceType } from "../resource-type";
import { containsUnknown, unknown } from "../wire/values";

const documentation = "https://toy.example/";

export const NETWORK = "toy:net/network:Network";
export const TABLE = "toy:net/table:Table";
export const HOST = "toy:net/host:Host";
export const GATEWAY = "toy:net/gateway:Gateway";
export const BUCKET = "toy:store/bucket:Bucket";
export const ROLE = "toy:iam/role:Role";
export const COMPONENT = "toy:index:Web";
export const TOKEN = "toy:index/token:Token";

/** Has defaults, a generated name, a form, a quota, a computed secret, and brings its table with it. */
const network: ResourceType = {
  type: NETWORK,
  documentation,
  required: ["cidr"],
  defaults: { dns: true },
  autoname: { property: "name", maximumLength: 20 },
  id: (_inputs, context) => `net-${context.hex(8)}`,
  computed: (inputs, context, old) => ({
    region: context.region,
    arn: `arn:toy:${context.region}:${context.account}:${String(inputs.name)}`,
    created: old?.created ?? context.hex(4),
    tagsAll: { ...context.defaultTags, ...(inputs.tags as object | undefined) },
    tableId: `table-${context.self?.id ?? context.hex(8)}`,
    guess: "a guess",
  }),
  assumed: ["guess"],
  references: none("stands alone"),
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => String(name),
      code: "NameInUse",
      message: ({ name }) => `The name ${String(name)} is in use`,
    },
  ],
  replaceOn: ["cidr", "options.zone", "name"],
  formats: [
    { property: "cidr", pattern: /^\d+\.\d+\.\d+\.\d+\/\d+$/, code: "BadCidr", allowed: "a CIDR block" },
    { property: "peers[].name", pattern: /^[a-z]+$/, code: "BadPeer", allowed: "a name in lower case" },
  ],
  refusals: none("accepts everything"),
  quotas: [{ name: "Networks per region", limit: 4, code: "NetworkLimitExceeded", documentation }],
  brings: (outputs) => [
    { type: TABLE, id: String(outputs.tableId), outputs: { id: outputs.tableId, networkId: outputs.id } },
  ],
};

const table: ResourceType = {
  type: TABLE,
  documentation,
  required: ["networkId"],
  defaults: {},
  id: (_inputs, context) => `table-${context.hex(8)}`,
  computed: () => ({}),
  references: [{ path: "networkId", to: [NETWORK], missing: "NetworkNotFound", inUse: "DependencyViolation" }],
  unique: none("has no name"),
  replaceOn: ["networkId"],
  formats: none("has only a reference"),
  refusals: none("accepts everything"),
  quotas: none("as many as you like"),
};

/** Refers to others, singly and in lists, and holds secrets. */
const host: ResourceType = {
  type: HOST,
  documentation,
  required: ["networkId"],
  defaults: {},
  id: (_inputs, context) => `host-${context.hex(8)}`,
  computed: (inputs) => ({ url: `toy://root:${String(inputs.password)}@host`, token: "t0ken" }),
  secretOutputs: ["token"],
  references: [
    { path: "networkId", to: [NETWORK], missing: "NetworkNotFound", inUse: "DependencyViolation" },
    { path: "tableIds[]", to: [TABLE], missing: "TableNotFound", inUse: "DependencyViolation", except: /^local$/ },
    { path: "roleArn", to: [ROLE], by: "arn", missing: "RoleNotFound" },
  ],
  unique: none("has no name"),
  replaceOn: ["networkId"],
  formats: none("takes any text"),
  refusals: [
    ({ size }) =>
      size === "huge" ? { code: "InsufficientCapacity", message: "There is no huge host left" } : undefined,
  ],
  quotas: none("as many as you like"),
};

/** Leaves its network only when no host is there: the provider waits for that. */
const gateway: ResourceType = {
  type: GATEWAY,
  documentation,
  required: ["networkId"],
  defaults: {},
  id: (_inputs, context) => `gateway-${context.hex(8)}`,
  computed: () => ({}),
  references: [{ path: "networkId", to: [NETWORK], missing: "NetworkNotFound", inUse: "DependencyViolation" }],
  unique: none("has no name"),
  replaceOn: none("moves to another network"),
  deleteBeforeReplace: true,
  formats: none("has only a reference"),
  refusals: none("accepts everything"),
  quotas: none("as many as you like"),
  inUse: [
    ({ networkId }, context) => {
      const [user] = context.where(HOST, "networkId", networkId);
      return user && { code: "AddressesInUse", message: `${user.id} has an address`, retried: true };
    },
  ],
};

/** One name space for all accounts. */
const bucket: ResourceType = {
  type: BUCKET,
  documentation,
  required: [],
  defaults: {},
  autoname: { property: "name", maximumLength: 63 },
  id: ({ name }) => String(name),
  computed: (_inputs, { region }) => ({ region }),
  references: none("stands alone"),
  unique: [
    {
      scope: "global",
      key: ({ name }) => String(name),
      code: "BucketAlreadyExists",
      message: () => "The requested bucket name is not available",
    },
  ],
  replaceOn: ["name"],
  formats: none("takes any name"),
  refusals: none("accepts everything"),
  quotas: none("as many as you like"),
};

/** A service without regions. */
const role: ResourceType = {
  type: ROLE,
  documentation,
  required: [],
  defaults: {},
  global: true,
  id: ({ name }) => String(name),
  computed: ({ name }, { account }) => ({ arn: `arn:toy::${account}:role/${String(name)}` }),
  references: none("stands alone"),
  unique: none("its id is its name"),
  replaceOn: ["name"],
  formats: none("takes any name"),
  refusals: none("accepts everything"),
  quotas: [{ name: "Roles per account", limit: 2, code: "LimitExceeded", documentation }],
};

/** Lives in the state alone. */
const token: ResourceType = {
  type: TOKEN,
  documentation,
  required: [],
  defaults: {},
  stateOnly: true,
  secretOutputs: ["value"],
  id: () => "none",
  imported: (text) => ({ id: "none", value: text, length: text.length }),
  computed: (_inputs, context) => ({ value: context.hex(16) }),
  references: none("stands alone"),
  unique: none("lives in the state"),
  replaceOn: ["length"],
  formats: none("takes anything"),
  refusals: none("accepts everything"),
  quotas: none("lives in the state"),
};

const getNetwork: DataSource = {
  token: "toy:net/getNetwork:getNetwork",
  documentation,
  assumed: true,
  answer: ({ name }, context) => {
    const [found] = context.where(NETWORK, "name", name);
    return found ? { ...found.outputs } : { code: "NoSuchNetwork", message: `There is no network ${String(name)}` };
  },
};

/** A component with one child. */
const components: ComponentProvider = {
  construct: async (request, monitor) => {
    if (request.getType() !== COMPONENT) {
      throw new Error(`the toy has no ${request.getType()}`);
    }
    const register = (type: string, parent: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const child = new RegisterResourceRequest().setType(type).setName(request.getName()).setParent(parent);
        monitor.registerResource(child, (error, response) => {
          if (error) {
            reject(error);
          } else {
            resolve(response.getUrn());
          }
        });
      });
    const urn = await register(COMPONENT, request.getParent());
    await register(HOST, urn);
    return new ConstructResponse().setUrn(urn);
  },
};

export const toy: ProviderPackage = {
  name: "toy",
  load: () => ({
    resourceTypes: [network, table, host, gateway, bucket, role, token],
    dataSources: [getNetwork],
    components,
  }),
  settings: ({ region, account, tags }, defaults) => {
    if (typeof region !== "string") {
      throw new Error("Missing region");
    }
    return {
      region,
      account: typeof account === "string" ? account : defaults.account,
      defaultTags: tags as Record<string, string> | undefined,
    };
  },
  configuredInputs: ({ tags }, { defaultTags }) => ({
    tagsAll: containsUnknown(tags) ? unknown : { ...defaultTags, ...(tags as object | undefined) },
  }),
  binding: ({ region }) => ({ region }),
};
