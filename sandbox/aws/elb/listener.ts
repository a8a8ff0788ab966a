import { none } from "../../resource-type";
import type { CreateContext, Properties, Refusal, ResourceType, Rule, RuleContext } from "../../resource-type";
import { standard } from "../standard";
import { records, text } from "../values";
import { ACTION_TYPES, forwardReferences, refuseActions } from "./actions";
import {
  allWhere,
  APPLICATION_QUOTAS,
  byArn,
  CERTIFICATE,
  LISTENER,
  LISTENER_CERTIFICATE,
  LOAD_BALANCER,
} from "./types";

const invalid = (message: string): Refusal => ({ code: "ValidationError", message });

const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"],
};

const isEncrypted = (protocol: unknown): boolean => protocol === "HTTPS" || protocol === "TLS";

/** A listener of an application load balancer speaks HTTP unless it says otherwise. */
const protocolOf = ({ protocol, loadBalancerArn }: Properties, context: RuleContext): string =>
  text(protocol) ??
  (byArn(LOAD_BALANCER, loadBalancerArn, context)?.outputs.loadBalancerType === "application" ? "HTTP" : "");

const protocolOfTheType: Rule = (inputs, context) => {
  const type = byArn(LOAD_BALANCER, inputs.loadBalancerArn, context)?.outputs.loadBalancerType;
  const allowed = PROTOCOLS[String(type)];
  return allowed && !allowed.includes(protocolOf(inputs, context))
    ? invalid(
        `Listener protocol '${protocolOf(inputs, context)}' must be one of '${allowed.join(", ")}' on load balancers with type '${String(type)}'`,
      )
    : undefined;
};

const certificate: Rule = (inputs, context) => {
  const wanted = isEncrypted(protocolOf(inputs, context));
  if (wanted === (text(inputs.certificateArn) !== undefined)) {
    return undefined;
  }
  return wanted
    ? invalid(`A certificate must be specified for ${protocolOf(inputs, context)} listeners`)
    : invalid(`A certificate cannot be specified for ${protocolOf(inputs, context)} listeners`);
};

const onePerPort: Rule = ({ loadBalancerArn, port }, context) =>
  allWhere(LISTENER, "loadBalancerArn", loadBalancerArn, context).some(
    ({ id, outputs }) => id !== context.self?.id && outputs.port === port,
  )
    ? {
        code: "DuplicateListener",
        message: `A listener already exists on this port for this load balancer '${String(loadBalancerArn)}' (${String(port)})`,
      }
    : undefined;

const actions: Rule = (inputs, context) => {
  const loadBalancer = byArn(LOAD_BALANCER, inputs.loadBalancerArn, context);
  return (
    loadBalancer &&
    refuseActions({ actions: inputs.defaultActions, protocol: protocolOf(inputs, context), loadBalancer }, context)
  );
};

const reference = (path: string, to: readonly string[], missing: string) => ({ path, to, by: "arn", missing });

/** A certificate of ACM; those of IAM have no row. */
const certificateReference = {
  ...reference("certificateArn", [CERTIFICATE], "CertificateNotFound"),
  inUse: "ResourceInUseException",
  except: /^arn:[^:]+:iam::/,
};

export const listener = (type: string): ResourceType => ({
  type,
  documentation: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
  required: ["defaultActions", "loadBalancerArn"],
  defaults: {},
  id: (inputs, context) => arnOf(inputs, context),
  computed: (inputs, context) => {
    const protocol = protocolOf(inputs, context);
    return {
      ...standard(inputs, context),
      arn: arnOf(inputs, context),
      protocol,
      sslPolicy: inputs.sslPolicy ?? (isEncrypted(protocol) ? "ELBSecurityPolicy-2016-08" : ""),
      tcpIdleTimeoutSeconds: inputs.tcpIdleTimeoutSeconds ?? (protocol === "TCP" ? 350 : 0),
      mutualAuthentication: inputs.mutualAuthentication ?? {
        advertiseTrustStoreCaNames: "",
        ignoreClientCertificateExpiry: false,
        mode: protocol === "HTTPS" ? "off" : "",
        trustStoreArn: "",
      },
      defaultActions: records(inputs.defaultActions).map((action, index) => ({ order: index + 1, ...action })),
    };
  },
  references: [
    reference("loadBalancerArn", LOAD_BALANCER, "LoadBalancerNotFound"),
    certificateReference,
    ...forwardReferences("defaultActions"),
  ],
  unique: none("one listener per port over both names of the type is said by a refusal"),
  replaceOn: ["region", "loadBalancerArn"],
  formats: [
    {
      property: "port",
      pattern: /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
      code: "ValidationError",
      allowed: "1 to 65535",
    },
    {
      property: "defaultActions[].type",
      pattern: new RegExp(`^(${ACTION_TYPES.join("|")})$`),
      code: "ValidationError",
      allowed: ACTION_TYPES.join(", "),
    },
  ],
  refusals: [
    ({ port, loadBalancerArn }, context) =>
      port === undefined && byArn(LOAD_BALANCER, loadBalancerArn, context)?.outputs.loadBalancerType !== "gateway"
        ? invalid("A port must be specified")
        : undefined,
    protocolOfTheType,
    certificate,
    onePerPort,
    actions,
  ],
  quotas: [
    {
      name: "Listeners per load balancer",
      limit: 50,
      used: ({ loadBalancerArn }, context) =>
        1 +
        allWhere(LISTENER, "loadBalancerArn", loadBalancerArn, context).filter(({ id }) => id !== context.self?.id)
          .length,
      code: "TooManyListeners",
      documentation: `${APPLICATION_QUOTAS} (L-B6DF7632)`,
    },
  ],
});

const arnOf = ({ loadBalancerArn }: Properties, context: CreateContext): string =>
  context.self?.id ?? `${String(loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${context.hex(16)}`;

export const listenerCertificate = (type: string): ResourceType => ({
  type,
  documentation:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html",
  required: ["certificateArn", "listenerArn"],
  defaults: {},
  id: ({ listenerArn, certificateArn }) => `${String(listenerArn)}_${String(certificateArn)}`,
  computed: (_inputs, context) => ({ region: context.region }),
  references: [reference("listenerArn", LISTENER, "ListenerNotFound"), certificateReference],
  unique: none("adding a certificate twice changes nothing and is not refused"),
  replaceOn: ["region", "certificateArn", "listenerArn"],
  formats: none("its inputs are references"),
  refusals: [
    ({ listenerArn }, context) =>
      isEncrypted(byArn(LISTENER, listenerArn, context)?.outputs.protocol)
        ? undefined
        : invalid(`Certificates cannot be added to ${String(listenerArn)}: it is no HTTPS or TLS listener`),
  ],
  quotas: [
    {
      name: "Certificates per load balancer (not counting default certificates)",
      limit: 25,
      used: ({ listenerArn }, context) =>
        1 +
        allWhere(LISTENER_CERTIFICATE, "listenerArn", listenerArn, context).filter(({ id }) => id !== context.self?.id)
          .length,
      code: "TooManyCertificates",
      documentation: `${APPLICATION_QUOTAS} (L-CC93F65D)`,
    },
  ],
});
