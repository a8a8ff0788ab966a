import { expect } from "chai";
import fc from "fast-check";
import { LayerCycleError } from "./graph";
import { planDestroy, planUp, type Step, withDependencies, withDependents } from "./plan";
import { anyGraphs, graphs, graphsWithSelection, isAbove } from "./testing/random-graph";

const namesOf = (steps: readonly Step[]): string[] => steps.map(({ stack }) => stack.name);
const sorted = (names: readonly string[]): string[] => [...names].sort();

/** Names of the steps that must be over before each step begins, through other steps too. */
function before(steps: readonly Step[]): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const { stack, after } of steps) {
    all.set(stack.name, new Set(after.flatMap((name) => [name, ...(all.get(name) ?? [])])));
  }
  return all;
}

describe("the plan of a run", () => {
  it("has every stack once, each after those that it reads", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = namesOf(planUp(graph));
        expect(sorted(order)).to.deep.equal(sorted(graph.map(({ name }) => name)));
        for (const { name, reads } of graph) {
          for (const read of reads.filter((other) => order.includes(other))) {
            expect(order.indexOf(read)).to.be.lessThan(order.indexOf(name));
          }
        }
      }),
    );
  });

  it("keeps stacks apart where one needs the other, and lets all others run at the same time", () => {
    fc.assert(
      fc.property(graphsWithSelection, ([graph, selection]) => {
        for (const [name, earlier] of before(planUp(graph, selection))) {
          expect(sorted([...earlier])).to.deep.equal(sorted(selection.filter((other) => isAbove(graph, name, other))));
        }
      }),
    );
  });

  it("is turned around to destroy: what had to wait goes first", () => {
    fc.assert(
      fc.property(graphsWithSelection, ([graph, selection]) => {
        for (const [name, earlier] of before(planDestroy(graph, selection))) {
          expect(sorted([...earlier])).to.deep.equal(sorted(selection.filter((other) => isAbove(graph, other, name))));
        }
      }),
    );
  });

  it("has each step behind those that it waits for, so that it can be followed from the top", () => {
    fc.assert(
      fc.property(graphsWithSelection, fc.constantFrom(planUp, planDestroy), ([graph, selection], plan) => {
        const done = new Set<string>();
        for (const { stack, after } of plan(graph, selection)) {
          expect(after.filter((name) => !done.has(name))).to.deep.equal([]);
          done.add(stack.name);
        }
        expect([...done].sort()).to.deep.equal(sorted(selection));
      }),
    );
  });

  it("is refused exactly when stacks wait for each other, and the circle that is shown is one", () => {
    fc.assert(
      fc.property(anyGraphs, (graph) => {
        const isCircular = graph.some(({ name }) =>
          reachesItself(
            graph.map(({ name, reads }) => [name, reads]),
            name,
          ),
        );
        try {
          planUp(graph);
          expect(isCircular).to.equal(false);
        } catch (error) {
          if (!(error instanceof LayerCycleError)) throw error;
          expect(isCircular).to.equal(true);
          const { cycle } = error;
          expect(cycle.at(-1)).to.equal(cycle[0]);
          expect(new Set(cycle).size).to.equal(cycle.length - 1);
          cycle.slice(1).forEach((read, index) => {
            expect(graph.find(({ name }) => name === cycle[index])?.reads).to.include(read);
          });
        }
      }),
    );
  });
});

function reachesItself(reads: [string, readonly string[]][], start: string): boolean {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const read of reads.find(([reader]) => reader === name)?.[1] ?? []) {
      if (!found.has(read)) {
        found.add(read);
        visit(read);
      }
    }
  };
  visit(start);
  return found.has(start);
}

describe("a selection of stacks", () => {
  it("grows by all that they read, or by all that read them, and by nothing else", () => {
    fc.assert(
      fc.property(graphsWithSelection, ([graph, selection]) => {
        const names = graph.map(({ name }) => name);
        expect(withDependencies(graph, selection)).to.deep.equal(
          names.filter((name) => selection.includes(name) || selection.some((chosen) => isAbove(graph, chosen, name))),
        );
        expect(withDependents(graph, selection)).to.deep.equal(
          names.filter((name) => selection.includes(name) || selection.some((chosen) => isAbove(graph, name, chosen))),
        );
      }),
    );
  });
});
