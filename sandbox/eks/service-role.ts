/** The component's role for a service, with AWS's policies. */
import { createHash } from "node:crypto";

import type { Children } from "../component/children";
import { Combined, Output, ResourceReference } from "../component/plan";
import type { Planned } from "../component/plan";

const SERVICE_ROLE = "eks:index:ServiceRole";
const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

export interface ServiceRole {
  /** Key of the role. */
  readonly role: string;
  /** Keys of the role and of what gives it its policies. */
  readonly all: readonly string[];
}

interface ServiceRoleArgs {
  readonly service: string;
  readonly description?: string;
  /** Names of policies of AWS. */
  readonly policies: readonly string[];
  readonly actions?: readonly string[];
  readonly partition: Planned;
  readonly tags: Planned;
}

export function addServiceRole(children: Children, name: string, args: ServiceRoleArgs): ServiceRole {
  const { service, description, policies, actions = ["sts:AssumeRole"], partition, tags } = args;
  const roleName = `${name}-role`;
  const role = `${ROLE}::${roleName}`;
  const parent = children.add(
    SERVICE_ROLE,
    name,
    {},
    { componentOutputs: { resolvedRole: new ResourceReference(role), directRole: new ResourceReference(role) } },
  );
  const assumeRolePolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Action: actions, Effect: "Allow", Principal: { Service: [service] } }],
  });
  children.add(ROLE, roleName, { description, assumeRolePolicy, tags }, { parent });
  const attachments = policies.map((policy) =>
    children.add(
      ATTACHMENT,
      `${name}-${shortHash(`arn:aws:iam::aws:policy/${policy}`)}`,
      {
        policyArn: new Combined([partition], (known) => `arn:${String(known)}:iam::aws:policy/${policy}`),
        role: new Output(role, "id"),
      },
      { parent },
    ),
  );
  return { role, all: [role, ...attachments] };
}

const shortHash = (text: string): string => createHash("sha1").update(text).digest("hex").slice(0, 8);
