/**
 * Everything that a bootstrap does, in its order. It can be interrupted before, in and after each step; the next run
 * looks at what is there and goes on. What is done already is left out.
 */
export const bootstrapSteps = {
  look: "look at what exists",
  locate: "find the state",
  init: "make an empty stack",
  deploy: "deploy",
  encrypt: "encrypt the state with the account's key",
  export: "copy the state out",
  prepare: "make an empty stack in the bucket",
  import: "copy the state in",
  verify: "compare",
  forget: "remove the local state",
} as const;

export type BootstrapStep = keyof typeof bootstrapSteps;
