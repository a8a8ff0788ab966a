/** Policies of behaviours: what is cached, what goes to the origin, what is added to answers. */
import { none } from "../../resource-type";
import type { Properties, Refusal, ResourceType, Rule } from "../../resource-type";
import { given, list, number, record, records, text } from "../values";
import {
  API,
  CACHE_POLICY,
  invalid,
  nameFormat,
  ORIGIN_REQUEST_POLICY,
  quota,
  RESPONSE_HEADERS_POLICY,
  uniqueName,
  uuid,
  withArn,
} from "./types";

/** The three parts of a request that a policy selects from. */
const PARTS = [
  { config: "cookiesConfig", behavior: "cookieBehavior", items: "cookies" },
  { config: "headersConfig", behavior: "headerBehavior", items: "headers" },
  { config: "queryStringsConfig", behavior: "queryStringBehavior", items: "queryStrings" },
] as const;

/** Lists go with the behaviours that name some, and with no other. */
function selection(config: Properties): Refusal | undefined {
  for (const { config: part, behavior, items } of PARTS) {
    const chosen = record(config[part]);
    const names = list(record(chosen[items]).items);
    const selects = /^(whitelist|allExcept|allViewerAndWhitelistCloudFront)$/.test(String(chosen[behavior]));
    if (selects !== names.length > 0) {
      return invalid(
        selects
          ? `The parameter ${items} is required when ${behavior} is ${String(chosen[behavior])}.`
          : `The parameter ${items} is not allowed when ${behavior} is ${String(chosen[behavior])}.`,
      );
    }
  }
  return undefined;
}

const behaviors = (path: string, headers: string) =>
  [
    [`${path}cookiesConfig.cookieBehavior`, "none|whitelist|allExcept|all"],
    [`${path}headersConfig.headerBehavior`, headers],
    [`${path}queryStringsConfig.queryStringBehavior`, "none|whitelist|allExcept|all"],
  ].map(([property = "", values = ""]) => ({
    property,
    pattern: new RegExp(`^(${values})$`),
    code: "InvalidArgument",
    allowed: values.split("|").join(", "),
  }));

const KEY = "parametersInCacheKeyAndForwardedToOrigin";

const ttls: Rule = ({ minTtl, defaultTtl, maxTtl }) => {
  const [least = 0, usual = 86_400, most = 31_536_000] = [minTtl, defaultTtl, maxTtl].map(number);
  return least <= usual && usual <= most
    ? undefined
    : invalid(`The parameter MinTTL (${least}), DefaultTTL (${usual}) and MaxTTL (${most}) must be in this order.`);
};

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html: a TTL of 0 disables caching. */
const nothingInKey: Rule = ({ maxTtl, [KEY]: key }) => {
  const parameters = record(key);
  const compressed = parameters.enableAcceptEncodingGzip === true || parameters.enableAcceptEncodingBrotli === true;
  return maxTtl === 0 && compressed
    ? invalid("The parameter EnableAcceptEncodingGzip is invalid for policy with caching disabled.")
    : undefined;
};

export const cachePolicy: ResourceType = {
  type: CACHE_POLICY,
  global: true,
  documentation: `${API}CachePolicy.html`,
  required: [KEY],
  defaults: { defaultTtl: 86_400, maxTtl: 31_536_000, minTtl: 0 },
  autoname: { property: "name", maximumLength: 128 },
  id: uuid,
  computed: withArn("cache-policy", (context) => uuid({}, context)),
  references: none("behaviours name it, not the other way round"),
  unique: uniqueName("CachePolicyAlreadyExists", "cache policy"),
  replaceOn: none("all of it can be changed"),
  formats: [nameFormat(128), ...behaviors(`${KEY}.`, "none|whitelist")],
  refusals: [(inputs) => selection(record(inputs[KEY])), ttls, nothingInKey],
  quotas: quota("Cache policies per AWS account", 20, "TooManyCachePolicies"),
};

export const originRequestPolicy: ResourceType = {
  type: ORIGIN_REQUEST_POLICY,
  global: true,
  documentation: `${API}OriginRequestPolicy.html`,
  required: ["cookiesConfig", "headersConfig", "queryStringsConfig"],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: uuid,
  computed: withArn("origin-request-policy", (context) => uuid({}, context)),
  references: none("behaviours name it, not the other way round"),
  unique: uniqueName("OriginRequestPolicyAlreadyExists", "origin request policy"),
  replaceOn: none("all of it can be changed"),
  formats: [nameFormat(128), ...behaviors("", "none|whitelist|allViewer|allViewerAndWhitelistCloudFront|allExcept")],
  refusals: [selection],
  quotas: quota("Origin request policies per AWS account", 20, "TooManyOriginRequestPolicies"),
};

const CONFIGS = [
  "corsConfig",
  "customHeadersConfig",
  "removeHeadersConfig",
  "securityHeadersConfig",
  "serverTimingHeadersConfig",
];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html */
const removable: Rule = ({ removeHeadersConfig, customHeadersConfig }) => {
  const removed = records(record(removeHeadersConfig).items).map(({ header }) => text(header)?.toLowerCase());
  const added = records(record(customHeadersConfig).items).map(({ header }) => text(header)?.toLowerCase());
  const kept = removed.find(
    (header) => header !== undefined && /^(connection|content-(encoding|length)|expect|host|date)$/.test(header),
  );
  if (kept !== undefined) {
    return invalid(`The parameter RemoveHeadersConfig contains ${kept}, which cannot be removed.`);
  }
  return added.length === new Set(added).size
    ? undefined
    : invalid("The parameter CustomHeadersConfig contains a header twice.");
};

export const responseHeadersPolicy: ResourceType = {
  type: RESPONSE_HEADERS_POLICY,
  global: true,
  documentation: `${API}ResponseHeadersPolicy.html`,
  required: [],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: uuid,
  computed: withArn("response-headers-policy", (context) => uuid({}, context)),
  references: none("behaviours name it, not the other way round"),
  unique: uniqueName("ResponseHeadersPolicyAlreadyExists", "response headers policy"),
  replaceOn: none("all of it can be changed"),
  formats: [
    nameFormat(128),
    {
      property: "securityHeadersConfig.frameOptions.frameOption",
      pattern: /^(DENY|SAMEORIGIN)$/,
      code: "InvalidArgument",
      allowed: "DENY or SAMEORIGIN",
    },
    {
      property: "securityHeadersConfig.referrerPolicy.referrerPolicy",
      pattern:
        /^(no-referrer|no-referrer-when-downgrade|origin|origin-when-cross-origin|same-origin|strict-origin|strict-origin-when-cross-origin|unsafe-url)$/,
      code: "InvalidArgument",
      allowed: "a value of the Referrer-Policy header",
    },
  ],
  refusals: [
    (inputs) =>
      given(inputs, CONFIGS).length === 0
        ? invalid(`The parameter ResponseHeadersPolicyConfig needs one of ${CONFIGS.join(", ")}.`)
        : undefined,
    removable,
  ],
  quotas: quota("Response headers policies per AWS account", 20, "TooManyResponseHeadersPolicies"),
};
