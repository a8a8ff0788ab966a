/** Machine images by public parameter and by search. */
import type { DataSource, Properties, RuleContext } from "../../resource-type";
import { imageOfParameter, images } from "../ec2/images";
import type { Image } from "../ec2/images";
import { arn } from "../standard";
import { records, text, texts } from "../values";

export const getParameter: DataSource = {
  token: "aws:ssm/getParameter:getParameter",
  documentation: "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html",
  assumed: true,
  answer: (args, context) => {
    const name = String(args.name);
    const value = imageOfParameter(name, context)?.id ?? ownParameter(name, context);
    return value === undefined
      ? { code: "ParameterNotFound", message: `${name} does not exist.` }
      : {
          ...args,
          id: name,
          name,
          region: context.region,
          arn: arn(context, "ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`),
          type: "String",
          version: 1,
          value,
          insecureValue: value,
        };
  },
};

const ownParameter = (name: string, context: RuleContext): string | undefined =>
  text(context.where("aws:ssm/parameter:Parameter", "name", name)[0]?.outputs.value);

export const getAmi: DataSource = {
  token: "aws:ec2/getAmi:getAmi",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html",
  assumed: true,
  answer: (args, context) => {
    const owners = texts(args.owners);
    const isOwner = ({ owner }: Image): boolean =>
      owners.length === 0 || owners.includes("amazon") || owners.includes(owner);
    const found = images(context).filter((image) => isOwner(image) && matches(image, args));
    const [image] = found;
    if (!image) {
      return {
        code: "InvalidAMIID.NotFound",
        message: "Your query returned no results. Please change your search criteria and try again.",
      };
    }
    return found.length > 1 && args.mostRecent !== true
      ? {
          code: "TooManyResults",
          message:
            "Your query returned more than one result. Please try a more specific search criteria, or set `mostRecent` to true.",
        }
      : { ...args, ...described(image, context) };
  },
};

function matches(image: Image, { filters, nameRegex }: Properties): boolean {
  const values: Properties = {
    name: image.name,
    "image-id": image.id,
    architecture: image.architecture,
    "owner-alias": "amazon",
    "owner-id": image.owner,
    "root-device-type": "ebs",
    "virtualization-type": "hvm",
    state: "available",
  };
  const byName = text(nameRegex);
  return (
    (byName === undefined || new RegExp(byName).test(image.name)) &&
    records(filters).every((filter) =>
      texts(filter.values).some((pattern) => wildcard(pattern).test(String(values[String(filter.name)]))),
    )
  );
}

/** EC2's filters know `*` and `?`. */
const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );

const described = ({ id, name, architecture, creationDate, owner }: Image, context: RuleContext): Properties => ({
  id,
  imageId: id,
  name,
  architecture,
  creationDate,
  arn: `arn:aws:ec2:${context.region}::image/${id}`,
  region: context.region,
  ownerId: owner,
  imageOwnerAlias: "amazon",
  imageType: "machine",
  imageLocation: `amazon/${name}`,
  description: "Amazon Linux 2023 AMI",
  bootMode: "uefi-preferred",
  enaSupport: true,
  hypervisor: "xen",
  imdsSupport: "v2.0",
  platformDetails: "Linux/UNIX",
  public: true,
  rootDeviceName: "/dev/xvda",
  rootDeviceType: "ebs",
  state: "available",
  tags: {},
  usageOperation: "RunInstances",
  virtualizationType: "hvm",
});
