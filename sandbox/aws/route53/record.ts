import { none } from "../../resource-type";
import type { Properties, Refusal, ResourceType, Rule, RuleContext } from "../../resource-type";
import { number, records, text, texts } from "../values";
import { domain, RECORD, ZONE } from "./zone";

const TYPES = [
  "A",
  "AAAA",
  "CAA",
  "CNAME",
  "DS",
  "HTTPS",
  "MX",
  "NAPTR",
  "NS",
  "PTR",
  "SOA",
  "SPF",
  "SRV",
  "SSHFP",
  "SVCB",
  "TLSA",
  "TXT",
];
const ROUTING = [
  "cidrRoutingPolicy",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "latencyRoutingPolicies",
  "multivalueAnswerRoutingPolicy",
  "weightedRoutingPolicies",
];

const zoneName = (inputs: Properties, { get }: RuleContext): string => domain(get(ZONE, inputs.zoneId)?.outputs.name);

/** Full name of a record: the zone's name is added where it is missing. */
function fqdn(inputs: Properties, context: RuleContext): string {
  const zone = zoneName(inputs, context);
  const name = domain(inputs.name);
  if (name === "") {
    return zone;
  }
  return name === zone || name.endsWith(`.${zone}`) ? name : `${name}.${zone}`;
}

const invalid = (message: string): Refusal => ({ code: "InvalidChangeBatch", message: `[${message}]` });

const valuesOrAlias: Rule = ({ aliases, records: values, ttl }) => {
  const isAlias = records(aliases).length > 0;
  const hasValues = texts(values).length > 0;
  if (isAlias === hasValues) {
    return invalid("A record has either records or an alias.");
  }
  if (isAlias) {
    return ttl === undefined ? undefined : invalid("An alias has no ttl of its own.");
  }
  return number(ttl) === undefined ? invalid("A record with records needs a ttl.") : undefined;
};

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat */
const cnameAlone: Rule = (inputs, context) => {
  const name = fqdn(inputs, context);
  if (inputs.type === "CNAME" && name === zoneName(inputs, context)) {
    return invalid(`RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${name}.`);
  }
  const other = neighbours(inputs, context).find(({ type }) => (type === "CNAME") !== (inputs.type === "CNAME"));
  return other
    ? invalid(
        `RRSet of type ${String(inputs.type)} with DNS name ${name}. is not permitted because a conflicting RRSet of ` +
          `type ${String(other.type)} with the same DNS name already exists in zone ${zoneName(inputs, context)}.`,
      )
    : undefined;
};

/** Records of the same name in the same zone. */
const neighbours = (inputs: Properties, context: RuleContext): readonly Properties[] =>
  context
    .where(RECORD, "fqdn", fqdn(inputs, context))
    .filter(({ id, outputs }) => id !== context.self?.id && outputs.zoneId === inputs.zoneId)
    .map(({ outputs }) => outputs);

const onceOnly: Rule = (inputs, context) => {
  const twin = neighbours(inputs, context).find(
    ({ type, setIdentifier }) => type === inputs.type && text(setIdentifier) === text(inputs.setIdentifier),
  );
  return twin && inputs.allowOverwrite !== true
    ? invalid(
        `Tried to create resource record set [name='${fqdn(inputs, context)}.', type='${String(inputs.type)}'] but it already exists`,
      )
    : undefined;
};

const simpleOrRouted: Rule = (inputs) => {
  const routed = ROUTING.some((name) => inputs[name] !== undefined && inputs[name] !== false);
  if (routed === (text(inputs.setIdentifier) !== undefined)) {
    return undefined;
  }
  return invalid(
    routed
      ? "A record with a routing policy needs a setIdentifier."
      : "A record with a setIdentifier needs a routing policy.",
  );
};

export const record: ResourceType = {
  type: RECORD,
  global: true,
  documentation: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html",
  required: ["name", "type", "zoneId"],
  defaults: {},
  // Records are upserted with allowOverwrite; without it, a refusal says that one is there.
  overwrites: true,
  id: (inputs, context) =>
    [text(inputs.zoneId), fqdn(inputs, context), text(inputs.type), text(inputs.setIdentifier)]
      .filter(Boolean)
      .join("_"),
  computed: (inputs, context) => ({
    fqdn: fqdn(inputs, context),
    allowOverwrite: inputs.allowOverwrite ?? false,
  }),
  references: [
    { path: "zoneId", to: [ZONE], missing: "NoSuchHostedZone" },
    {
      path: "healthCheckId",
      to: ["aws:route53/healthCheck:HealthCheck"],
      missing: "NoSuchHealthCheck",
      inUse: "HealthCheckInUse",
    },
  ],
  unique: none("once per name and type is said by a refusal, because allowOverwrite lifts it"),
  // The id of a record is made of these, so another value is another record.
  replaceOn: ["zoneId", "name", "type", "setIdentifier"],
  deleteBeforeReplace: true,
  formats: [
    {
      property: "type",
      pattern: new RegExp(`^(${TYPES.join("|")})$`),
      code: "InvalidInput",
      allowed: `one of ${TYPES.join(", ")}`,
    },
    {
      property: "name",
      pattern: /^(?=.{0,255}$)([\w*-]{1,63}\.)*[\w*-]{0,63}\.?$/,
      code: "InvalidChangeBatch",
      allowed: "a domain name: labels of up to 63 letters, digits, hyphens and underscores",
    },
    {
      property: "ttl",
      pattern: /^\d{1,10}$/,
      code: "InvalidChangeBatch",
      allowed: "0 to 2147483647 seconds",
    },
  ],
  refusals: [valuesOrAlias, simpleOrRouted, cnameAlone, onceOnly],
  quotas: [
    {
      name: "Records per hosted zone",
      limit: 10_000,
      per: ({ zoneId }) => String(zoneId),
      code: "InvalidChangeBatch",
      documentation: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html (L-E209CC9F)",
    },
  ],
};
