import { securityGroupProperties } from "../properties/rules";
import { type Context, type FoundVpc, fullName } from "./context";

export interface WantedGroup {
  /** Name of the group or tier in its VPC. */
  readonly name: string;
  /** Whether something has to have it. */
  readonly required: boolean;
  /** The groups of what it belongs to, where that exists: it is one of them. */
  readonly among?: readonly string[];
}

/** The security group of a tier or of workloads. */
export function mapGroup(context: Context, vpc: FoundVpc, { name, required, among }: WantedGroup): string | undefined {
  const { search, told, inventory, environment } = context;
  const full = fullName(vpc.wanted, { name });
  const called = `${environment}-${full}`;
  const group = search[required ? "one" : "oneOrNone"]({
    what: `security group ${full}`,
    among: inventory.securityGroups.filter(({ VpcId }) => VpcId === vpc.vpcId),
    facts: ({ GroupId = "", GroupName, Tags }) => ({ id: GroupId, names: [GroupName], tags: Tags }),
    key: `network.securityGroups["${full}"]`,
    given: told.securityGroups?.[full],
    fits: ({ GroupId = "", GroupName, Tags = [] }) =>
      among?.includes(GroupId) ??
      (GroupName === called || Tags.some(({ Key, Value }) => Key === "Name" && Value === called)),
    fitting: among === undefined ? `called ${called} in ${vpc.vpcId}` : `in ${vpc.vpcId} that all its members have`,
  });
  return group && addGroup(context, full, group);
}

/** Takes a security group among what was found. */
export function addGroup(
  { found, place }: Pick<Context, "found" | "place">,
  name: string,
  group: Parameters<typeof securityGroupProperties>[1],
): string {
  const properties = securityGroupProperties(place, group);
  return found.add("aws:ec2/securityGroup:SecurityGroup", name, group.GroupId ?? "", properties);
}
