/** The kubernetes package: API servers of the world's clusters, their controllers, and Helm. */
export { objectsOf } from "./cluster/clusters";
export { KubernetesProvider } from "./provider";
