import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";
import { AlarmTopic } from "./alarm-topic";
import { createAlarm, elsewhere } from "./alarm";
import { edgeAlarms } from "./edge-alarms";
import { innerAlarms } from "./inner-alarms";
import type { AlarmSettingsArgs } from "./observability-args";
import type { WatchedArgs } from "./watched-args";

export interface AlarmsArgs extends AlarmSettingsArgs {
  /** Id of the account. */
  accountId: string;
  /** What there is to watch. */
  watched: WatchedArgs;
  /**
   * Alarms that others have made, by name of what they are about: somebody is told of any of them. They have to be in
   * the environment's region.
   *
   * @default none
   */
  others?: Record<string, string[]>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * Alarms over the layers of an environment, and a topic that tells people: load balancers (targets, 5xx, latency),
 * CloudFront, firewall, certificates, nodes, NAT gateways. An alarm of a layer's own, as databases have them, is not
 * made twice but gathered in a composite one.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/cloudwatch/pricing/): 0.10 USD a month for each metric that an alarm looks
 * at, 0.50 USD for a composite alarm. One application load balancer (1 + 3 + 1 metrics), a distribution, a firewall, two
 * certificates, one node group (2), NAT gateways (1 each) and one database: 12 × 0.10 + 0.50 = 1.70 USD, and the topics,
 * see `AlarmTopic`. Outside us-east-1 there are two of them, because an alarm tells topics of its own region only.
 */
export class Alarms extends pulumi.ComponentResource {
  /** ARN of the topic in the environment's region. */
  public readonly topicArn: pulumi.Output<string>;
  /** ARNs of the alarms. */
  public readonly alarmArns: pulumi.Output<string>[];

  public constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:Alarms", name, args, opts);
    const { accountId, emails, watched, others = {}, tags } = args;
    const { region } = watched;
    const alarms = [...edgeAlarms(watched, args), ...innerAlarms(watched, args)];
    const topic = (place: string) =>
      new AlarmTopic(
        place === region ? name : `${name}-${place}`,
        { topicName: `${name}-alarms`, accountId, emails, ...elsewhere(place, region), tags },
        { parent: this },
      ).topicArn;
    this.topicArn = topic(region);
    const far = [...new Set(alarms.map((alarm) => alarm.region))].filter((place) => place !== region);
    const topicArns = { [region]: this.topicArn, ...Object.fromEntries(far.map((place) => [place, topic(place)])) };

    const made = alarms.map((alarm) => createAlarm(this, name, alarm, { region, topicArns, tags }));
    const gathered = Object.entries(others).map(([thing, names]) =>
      gather(this, name, { thing, names, topicArn: this.topicArn, tags }),
    );
    this.alarmArns = [...made, ...gathered].map(({ arn }) => arn);
    this.registerOutputs({ topicArn: this.topicArn, alarmArns: this.alarmArns });
  }
}

interface Gathered {
  thing: string;
  /** Names of the alarms, which tell nobody themselves. */
  names: string[];
  topicArn: pulumi.Output<string>;
  tags?: Tags;
}

/** One alarm that tells of any of several. */
function gather(
  parent: pulumi.Resource,
  name: string,
  { thing, names, topicArn, tags }: Gathered,
): aws.cloudwatch.CompositeAlarm {
  const alarmName = `${name}-${thing}`;
  return new aws.cloudwatch.CompositeAlarm(
    alarmName,
    {
      alarmName,
      alarmDescription: `One of the alarms on ${thing}: ${names.join(", ")}`,
      alarmRule: names.map((other) => `ALARM("${other}")`).join(" OR "),
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: nameTag(alarmName, tags),
    },
    { parent },
  );
}
