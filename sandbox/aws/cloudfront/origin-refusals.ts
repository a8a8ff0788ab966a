/** What CloudFront refuses of origins and of who leads to them. */
import type { Properties, Refusal, Rule } from "../../resource-type";
import { given, record, records, text, texts } from "../values";
import { behaviorsOf, WRITE_METHODS } from "./behaviors";
import { invalid, ORIGIN_ACCESS_CONTROL } from "./types";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist */
const FORBIDDEN =
  /^(cache-control|connection|content-length|cookie|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|max-forwards|pragma|proxy-auth.*|proxy-connection|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-amz-.*|x-edge-.*|x-real-ip)$/i;

const idsOf = (inputs: Properties): readonly string[] =>
  [...records(inputs.origins), ...records(inputs.originGroups)].map(({ originId }) => String(originId));

const someAndDistinct: Rule = (inputs) => {
  const ids = idsOf(inputs);
  if (records(inputs.origins).length === 0) {
    return invalid("The parameter Origins is required.");
  }
  return new Set(ids).size < ids.length
    ? invalid("The parameter Origin Id is invalid: two origins or origin groups have the same.")
    : undefined;
};

const isBucket = ({ domainName }: Properties): boolean => /\.s3[.-][\w.-]*amazonaws\.com$/.test(String(domainName));

/** An origin is one of three kinds; a bucket with an access control states none. */
const oneKind: Rule = ({ origins }) => {
  const wrong = records(origins).find((origin) => {
    const kinds = given(origin, ["customOriginConfig", "vpcOriginConfig", "s3OriginConfig"]).length;
    return isBucket(origin) ? kinds > 1 : kinds !== 1;
  });
  return wrong === undefined
    ? undefined
    : ({
        code: "InvalidOrigin",
        message: `The origin ${String(wrong.originId)} needs exactly one of customOriginConfig, vpcOriginConfig and s3OriginConfig.`,
      } satisfies Refusal);
};

const customHeaders: Rule = ({ origins }) => {
  const wrong = records(origins)
    .flatMap(({ customHeaders: headers }) => records(headers))
    .find(({ name }) => FORBIDDEN.test(String(name)));
  return wrong && invalid(`The parameter HeaderName is invalid: ${String(wrong.name)} cannot be added.`);
};

const targets: Rule = (inputs) => {
  const known = idsOf(inputs);
  const wanted = [
    ...behaviorsOf(inputs).map(({ targetOriginId }) => targetOriginId),
    ...records(inputs.originGroups).flatMap(({ members }) => records(members).map(({ originId }) => originId)),
  ];
  const missing = wanted.map(String).find((id) => !known.includes(id));
  return missing === undefined
    ? undefined
    : {
        code: "NoSuchOrigin",
        message: `One or more of your origins or origin groups do not exist: ${missing}.`,
      };
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
const readOnlyGroups: Rule = (inputs) => {
  const groups = records(inputs.originGroups).map(({ originId }) => originId);
  const writes = behaviorsOf(inputs).find(
    ({ targetOriginId, allowedMethods }) =>
      groups.includes(targetOriginId) && WRITE_METHODS.some((method) => texts(allowedMethods).includes(method)),
  );
  return writes === undefined
    ? undefined
    : invalid(
        "The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated with an origin group.",
      );
};

const twoMembers: Rule = ({ originGroups }) => {
  const wrong = records(originGroups).find(({ members }) => records(members).length !== 2);
  return wrong && invalid(`The origin group ${String(wrong.originId)} needs two members.`);
};

const accessControlOfItsKind: Rule = ({ origins }, { get }) => {
  const wrong = records(origins).find(({ originAccessControlId, ...origin }) => {
    const type = text(originAccessControlId) && get(ORIGIN_ACCESS_CONTROL, originAccessControlId)?.outputs;
    return type && record(type).originAccessControlOriginType === "s3" && !isBucket(origin);
  });
  return wrong === undefined
    ? undefined
    : {
        code: "InvalidOriginAccessControl",
        message: `The origin ${String(wrong.originId)} is no bucket, and its origin access control is for buckets.`,
      };
};

export const originRefusals: readonly Rule[] = [
  someAndDistinct,
  oneKind,
  customHeaders,
  accessControlOfItsKind,
  targets,
  twoMembers,
  readOnlyGroups,
];
