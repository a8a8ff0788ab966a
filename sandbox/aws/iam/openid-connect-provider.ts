import { createHash } from "node:crypto";

import { none } from "../../resource-type";
import type { DataSource, Properties, ResourceType, Rule } from "../../resource-type";
import { globalArn, tagsAll } from "../standard";
import { list, text, texts } from "../values";
import { IAM_QUOTAS } from "./identifiers";

export const OPENID_CONNECT_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

/** The issuer as IAM keeps it: without its scheme. */
const issuer = (url: unknown): string => (text(url) ?? "").replace(/^https:\/\//, "");

const listLimits: Rule = ({ clientIdLists, thumbprintLists }) => {
  if (list(clientIdLists).length > 100) {
    return { code: "LimitExceeded", message: "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100" };
  }
  return list(thumbprintLists).length > 5
    ? { code: "InvalidInput", message: "Thumbprint list must contain fewer than 5 entries." }
    : undefined;
};

/** Any issuer: GitHub's, a cluster's. */
export const openIdConnectProvider: ResourceType = {
  type: OPENID_CONNECT_PROVIDER,
  global: true,
  documentation: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html",
  required: ["clientIdLists", "url"],
  defaults: {},
  id: ({ url }, context) => globalArn(context, "iam", `oidc-provider/${issuer(url)}`),
  computed: ({ url, thumbprintLists, tags }, context) => ({
    tagsAll: tagsAll({ tags }, context),
    arn: globalArn(context, "iam", `oidc-provider/${issuer(url)}`),
    url: issuer(url),
    thumbprintLists: texts(thumbprintLists).length > 0 ? thumbprintLists : [thumbprint(url)],
  }),
  assumed: ["thumbprintLists"],
  references: none("the issuer is a server somewhere, which IAM does not ask"),
  unique: [
    {
      scope: "account",
      key: ({ url }) => issuer(url),
      code: "EntityAlreadyExists",
      message: ({ url }) => `Provider with url https://${issuer(url)} already exists.`,
    },
  ],
  replaceOn: ["url"],
  formats: [
    {
      property: "url",
      pattern: /^https:\/\/[^\s?#:]{1,247}$/,
      code: "ValidationError",
      allowed: "a URL that begins with https://, without port and query, of at most 255 characters",
    },
    {
      property: "clientIdLists[]",
      pattern: /^\S{1,255}$/,
      code: "ValidationError",
      allowed: "an audience of 1 to 255 characters",
    },
    {
      property: "thumbprintLists[]",
      pattern: /^[\da-fA-F]{40}$/,
      code: "ValidationError",
      allowed: "40 hex digits",
    },
  ],
  refusals: [listLimits],
  quotas: [
    {
      name: "OpenID Connect providers per account",
      limit: 100,
      code: "LimitExceeded",
      documentation: IAM_QUOTAS,
    },
  ],
};

/** IAM takes the one of the issuer's certificate authority when none is given. */
const thumbprint = (url: unknown): string => createHash("sha1").update(issuer(url)).digest("hex");

export const getOpenIdConnectProvider: DataSource = {
  token: "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/getopenidconnectprovider/",
  answer: ({ arn, url }, context) => {
    const found = context
      .all(OPENID_CONNECT_PROVIDER)
      .find(({ outputs }) => (arn === undefined ? outputs.url === issuer(url) : outputs.arn === arn));
    return found === undefined ? notFound(arn ?? url) : { tags: {}, ...found.outputs, id: found.id };
  },
};

const notFound = (wanted: Properties[string]) => ({
  code: "NoSuchEntity",
  message: `finding IAM OIDC Provider by url (${String(wanted)}): not found`,
});
