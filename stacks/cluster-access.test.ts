import { expect } from "chai";
import { type Cluster, kubeconfig } from "./cluster-access";

const cluster: Cluster = {
  engine: "eks",
  name: "dev",
  version: "1.35",
  endpoint: "https://ABCDEF.gr7.us-east-1.eks.amazonaws.com",
  certificateAuthority: "Q0E=",
};

interface Kubeconfig {
  "current-context": string;
  contexts: { name: string; context: { cluster: string; user: string } }[];
  clusters: { name: string; cluster: Record<string, string> }[];
  users: { name: string; user: { exec: { command: string; args: string[] } } }[];
}

function read(port?: string): Kubeconfig {
  return JSON.parse(kubeconfig(cluster, "us-east-1", port)) as Kubeconfig;
}

describe("the kubeconfig of a layer", () => {
  it("leads to the endpoint of the cluster, whose certificate it checks", () => {
    expect(read().clusters).to.deep.equal([
      {
        name: "dev",
        cluster: { server: cluster.endpoint, "certificate-authority-data": "Q0E=" },
      },
    ]);
  });

  it("leads through a tunnel, and still checks the certificate of the endpoint", () => {
    expect(read("16443").clusters[0]?.cluster).to.deep.equal({
      server: "https://127.0.0.1:16443",
      "tls-server-name": "ABCDEF.gr7.us-east-1.eks.amazonaws.com",
      "certificate-authority-data": "Q0E=",
    });
  });

  it("holds no token, but the command that fetches one in the cluster's region", () => {
    const { users, contexts, "current-context": current } = read();
    expect(contexts).to.deep.equal([{ name: current, context: { cluster: "dev", user: users[0]?.name } }]);
    expect(users.map(({ user }) => Object.keys(user))).to.deep.equal([["exec"]]);
    const { command, args } = users[0]?.user.exec ?? {};
    expect([command, ...(args ?? [])].join(" ")).to.equal(
      "aws eks get-token --cluster-name dev --region us-east-1 --output json",
    );
  });
});
