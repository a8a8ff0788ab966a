import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { globalArn } from "../standard";
import { record, records, text } from "../values";

const invalid = (message: string) => ({
  code: "InvalidParameterInput",
  message: `The dashboard body is invalid, there are validation errors: ${message}`,
});

function parse(body: unknown): unknown {
  try {
    return JSON.parse(text(body) ?? "") as unknown;
  } catch {
    return undefined;
  }
}

const KINDS = ["metric", "text", "log", "alarm", "explorer", "custom"];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const bodyFits: Rule = ({ dashboardBody }) => {
  const body = parse(dashboardBody);
  if (body === undefined || !Array.isArray(record(body).widgets)) {
    return invalid("it has to be JSON with a list of widgets");
  }
  const widgets = records(record(body).widgets);
  const strange = widgets.find(({ type }) => !KINDS.includes(String(type)));
  if (strange) {
    return invalid(`"${String(strange.type)}" is no type of a widget: ${KINDS.join(", ")}`);
  }
  const wide = widgets.findIndex(({ x, width }) => Number(x ?? 0) + Number(width ?? 6) > 24);
  return wide < 0 ? undefined : invalid(`/widgets/${wide}: the grid is 24 columns wide`);
};

export const dashboard: ResourceType = {
  type: "aws:cloudwatch/dashboard:Dashboard",
  documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
  required: ["dashboardBody", "dashboardName"],
  defaults: {},
  global: true,
  overwrites: true,
  id: ({ dashboardName }) => String(dashboardName),
  computed: ({ dashboardName }, context) => ({
    region: context.region,
    dashboardArn: globalArn(context, "cloudwatch", `dashboard/${String(dashboardName)}`),
  }),
  references: none("CloudWatch does not look for what widgets show"),
  unique: none("a dashboard of the same name is overwritten"),
  replaceOn: ["region", "dashboardName"],
  formats: [
    {
      property: "dashboardName",
      pattern: /^[\w-]{1,255}$/,
      code: "InvalidParameterValue",
      allowed: "up to 255 letters, digits, hyphens and underscores",
    },
  ],
  refusals: [bodyFits],
  quotas: [
    {
      name: "Widgets of a dashboard",
      limit: 500,
      used: ({ dashboardBody }) => records(record(parse(dashboardBody)).widgets).length,
      code: "InvalidParameterInput",
      documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
    },
  ],
};
