import type { FlowArgs } from "@throughline/components/flows";

/** Whether one of the flows names both ends, or their VPCs, and the port. */
export function flowAdmits(flows: readonly FlowArgs[], from: string, to: string, port: number): boolean {
  return flows.some(
    (flow) => isEnd(flow.from, from) && isEnd(flow.to, to) && (flow.protocol === "all" || admitsPort(flow, port)),
  );
}

function isEnd(named: string, end: string): boolean {
  return named === end || named === end.split(".")[0];
}

function admitsPort({ protocol = "tcp", port, ports = [] }: FlowArgs, wanted: number): boolean {
  const ranges = [...(port === undefined ? [] : [String(port)]), ...ports];
  return (
    protocol === "tcp" &&
    ranges.some((range) => {
      const [first = NaN, last = first] = range.split("-").map(Number);
      return first <= wanted && wanted <= last;
    })
  );
}
