/** The body of a dashboard, as CloudWatch takes it. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */

/** A part of the dashboard under a heading. */
export interface DashboardSection {
  title: string;
  graphs: Graph[];
}

/** A graph of metrics over time. */
export interface Graph {
  title: string;
  /** Region of the metrics. */
  region: string;
  statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "p95";
  /** Namespace, metric name, and names and values of dimensions in turn; or an expression. */
  metrics: (string | { expression: string; label?: string })[][];
  /**
   * Length of a period in seconds.
   *
   * @default 300
   */
  period?: number;
  /**
   * A line at a value, such as the threshold of an alarm.
   *
   * @default none
   */
  line?: { label: string; value: number };
}

interface Widget {
  type: "alarm" | "metric" | "text";
  x: number;
  y: number;
  width: number;
  height: number;
  properties: object;
}

/** The grid's width, and what a heading and a graph take of it: three graphs in a row. */
const columns = 24;
const headingHeight = 1;
const graphWidth = 8;
const graphHeight = 6;
const perRow = columns / graphWidth;
const alarmsHeight = 3;

/** States of all alarms on top, then the sections one under the other; a section without graphs is left out. */
export function dashboardBody(title: string, alarmArns: string[], sections: DashboardSection[]): { widgets: Widget[] } {
  const widgets: Widget[] = [];
  let y = 0;
  const place = (height: number, ...made: Omit<Widget, "y" | "height">[]): void => {
    widgets.push(...made.map((widget) => ({ ...widget, y, height })));
    y += height;
  };
  if (alarmArns.length > 0) {
    const properties = { title: `Alarms of ${title}`, alarms: alarmArns };
    place(alarmsHeight, { type: "alarm", x: 0, width: columns, properties });
  }
  for (const { title: heading, graphs } of sections.filter((section) => section.graphs.length > 0)) {
    place(headingHeight, { type: "text", x: 0, width: columns, properties: { markdown: `## ${heading}` } });
    for (let begin = 0; begin < graphs.length; begin += perRow) {
      const row = graphs.slice(begin, begin + perRow);
      place(graphHeight, ...row.map((graph, column) => metricWidget(graph, column * graphWidth)));
    }
  }
  return { widgets };
}

function metricWidget(
  { title, region, statistic, metrics, period = 300, line }: Graph,
  x: number,
): Omit<Widget, "y" | "height"> {
  return {
    type: "metric",
    x,
    width: graphWidth,
    properties: {
      title,
      region,
      view: "timeSeries",
      stat: statistic,
      period,
      metrics,
      yAxis: { left: { min: 0 } },
      ...(line && { annotations: { horizontal: [line] } }),
    },
  };
}
