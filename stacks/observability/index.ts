import * as pulumi from "@pulumi/pulumi";
import { CostBudget } from "@throughline/components/account/cost-budget";
import { Alarms } from "@throughline/components/observability/alarms";
import { Canaries } from "@throughline/components/observability/canaries";
import { Dashboard } from "@throughline/components/observability/dashboard";
import { fulfil, observabilityContract } from "../contracts";
import { knownNetwork } from "../contracts/known-network";
import { readContract } from "../contracts/read";
import { awsProvider, readSections } from "../program";
import { requireSections } from "../require-sections";
import { canaryRequests } from "./canary-requests";
import { dataAlarms } from "./data-alarms";
import { knownNames } from "./known-names";
import { isOpen, watchedBy } from "./watched";

const sections = {
  ...requireSections("account", "network", "observability"),
  ...readSections("compute", "data", "mesh", "apps", "edge", "paths", "existing"),
};
const { observability: settings } = sections;
const network = readContract("network", { known: knownNetwork(sections) });
const compute = sections.compute && readContract("compute");
const data = sections.data && readContract("data");
const mesh = sections.mesh && readContract("mesh");
const apps = sections.apps && readContract("apps");
const edge = sections.edge && readContract("edge");

const name = pulumi.getStack();
const { id: accountId, region } = sections.account;
const opts = { providers: [awsProvider(sections.account, "observability")] };
const watched = watchedBy(sections, { network, compute, data, edge });

const alarms =
  settings.alarms &&
  new Alarms(name, { ...settings.alarms, accountId, watched, others: dataAlarms(name, sections) }, opts);
const requests = sections.edge && !isOpen(sections.edge) ? {} : canaryRequests(sections, edge?.urls);
const canaries =
  Object.keys(requests).length === 0
    ? undefined
    : new Canaries(name, { region, canaries: requests, topicArn: alarms?.topicArn }, opts);
const dashboard =
  settings.dashboard === false
    ? undefined
    : new Dashboard(
        name,
        {
          dashboardName: name,
          watched,
          alarmArns: [...(alarms?.alarmArns ?? []), ...(canaries?.alarmArns ?? [])],
          canaryNames: canaries?.canaryNames,
        },
        opts,
      );
if (settings.budget !== undefined) {
  const costTag = { key: "throughline:environment", value: name };
  new CostBudget(name, { ...settings.budget, budgetName: `${name}-monthly`, costTag }, opts);
}

export = fulfil(observabilityContract, {
  account: network.account,
  urls: edge?.urls ?? {},
  names: knownNames({ compute, data, mesh, apps }),
  dashboards: dashboard === undefined ? {} : { environment: dashboard.url },
  alarmTopicArn: alarms?.topicArn,
});
