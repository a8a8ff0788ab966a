export { loadBalancers } from "./load-balancers";
export { targetGroups } from "./target-groups";
