import type { DataSource } from "../../resource-type";
import { ROLE } from "../iam/role";

export const getRole: DataSource = {
  token: "aws:iam/getRole:getRole",
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/getrole/",
  answer: ({ name }, context) => {
    const [role] = context.where(ROLE, "name", name);
    return role
      ? {
          ...role.outputs,
          id: role.id,
          description: role.outputs.description ?? "",
          permissionsBoundary: role.outputs.permissionsBoundary ?? "",
          roleLastUseds: [],
          tags: role.outputs.tags ?? {},
        }
      : { code: "NoSuchEntity", message: `The role with name ${String(name)} cannot be found.` };
  },
};
