import { none } from "../../resource-type";
import type { ResourceType } from "../../resource-type";
import { globalArn, tagsAll } from "../standard";
import { text } from "../values";
import { API, etag, FUNCTION, nameFormat, quota, uniqueName } from "./types";

const MOST_BYTES = 10_240;

export const edgeFunction: ResourceType = {
  type: FUNCTION,
  global: true,
  documentation: `${API}Function.html`,
  required: ["code", "runtime"],
  defaults: { publish: true },
  autoname: { property: "name", maximumLength: 64 },
  id: ({ name }) => String(name),
  computed: (inputs, context) => ({
    tagsAll: tagsAll(inputs, context),
    arn: globalArn(context, "cloudfront", `function/${String(inputs.name)}`),
    etag: etag(inputs),
    liveStageEtag: inputs.publish === false ? "" : etag({ ...inputs, stage: "LIVE" }),
    status: inputs.publish === false ? "UNPUBLISHED" : "DEPLOYED",
  }),
  references: none("key value stores have no row"),
  unique: uniqueName("FunctionAlreadyExists", "function"),
  replaceOn: ["name"],
  formats: [
    nameFormat(64),
    {
      property: "runtime",
      pattern: /^cloudfront-js-[12]\.0$/,
      code: "InvalidArgument",
      allowed: "cloudfront-js-1.0 or cloudfront-js-2.0",
    },
  ],
  refusals: [
    ({ code }) =>
      Buffer.byteLength(text(code) ?? "") > MOST_BYTES
        ? { code: "FunctionSizeLimitExceeded", message: `The function is larger than ${MOST_BYTES} bytes.` }
        : undefined,
  ],
  quotas: quota("Functions per AWS account", 100, "TooManyFunctions"),
};
