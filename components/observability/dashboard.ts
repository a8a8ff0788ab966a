import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { dashboardBody } from "./dashboard-body";
import { dashboardSections } from "./dashboard-sections";
import type { WatchedArgs } from "./watched-args";

export interface DashboardArgs {
  /** Name of the dashboard: letters, digits, hyphens and underscores. */
  dashboardName: string;
  /** What there is to watch. */
  watched: WatchedArgs;
  /**
   * ARNs of alarms whose states it shows.
   *
   * @default none
   */
  alarmArns?: pulumi.Input<string>[];
  /**
   * Names of canaries by name.
   *
   * @default none
   */
  canaryNames?: Record<string, pulumi.Input<string>>;
}

/**
 * A dashboard of CloudWatch over the layers of an environment, in the order in which a request passes them.
 *
 * **Cost** (https://aws.amazon.com/cloudwatch/pricing/): 3 USD a month; the first three of an account are free.
 */
export class Dashboard extends pulumi.ComponentResource {
  /** Where a browser shows it. */
  public readonly url: pulumi.Output<string>;

  public constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:Dashboard", name, args, opts);
    const { dashboardName, watched, alarmArns = [], canaryNames = {} } = args;
    const body = pulumi
      .output({ watched, alarmArns, canaryNames })
      .apply((known) =>
        JSON.stringify(
          dashboardBody(dashboardName, known.alarmArns, dashboardSections(known.watched, known.canaryNames)),
        ),
      );
    const dashboard = new aws.cloudwatch.Dashboard(name, { dashboardName, dashboardBody: body }, { parent: this });

    const { region } = watched;
    const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
    this.url = pulumi.interpolate`${console}#dashboards/dashboard/${dashboard.dashboardName}`;
    this.registerOutputs({ url: this.url });
  }
}
