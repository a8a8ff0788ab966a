import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";

export interface CertificateArgs {
  /** Name that it certifies. `*.` before a name covers one label. */
  domainName: string;
  /**
   * More names.
   *
   * @default none
   */
  alternativeNames?: string[];
  /** Hosted zone of all the names, delegated: before, ACM waits for records that nobody finds, and fails in the end. */
  zoneId: pulumi.Input<string>;
  /**
   * Regions that get one: `us-east-1` for a distribution, a load balancer's own.
   *
   * @default the provider's region
   */
  regions?: string[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A certificate of ACM, validated by DNS and renewed by itself for as long as its validation records stay. In more than
 * one region it is one certificate in each; they share their records, which ACM derives from name and account.
 *
 * **Cost**: none (https://aws.amazon.com/certificate-manager/pricing/).
 */
export class Certificate extends pulumi.ComponentResource {
  /** ARNs by region, known once the certificates are issued; the provider's own region is `""` if none was named. */
  public readonly certificateArns: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:Certificate", name, args, opts);
    const regions = [...new Set(args.regions ?? [""])];
    refuse(this, name, certificateProblems(args));
    const certificates = regions.map((region) => request(this, name, args, region));
    const [first] = certificates;
    const records = first === undefined ? [] : validationRecords(this, name, args, first.certificate);

    this.certificateArns = Object.fromEntries(
      certificates.map(({ region, resourceName, certificate }) => [
        region,
        new aws.acm.CertificateValidation(
          resourceName,
          {
            certificateArn: certificate.arn,
            validationRecordFqdns: records.map(({ fqdn }) => fqdn),
            ...(region !== "" && { region }),
          },
          { parent: this },
        ).certificateArn,
      ]),
    );
    this.registerOutputs({ certificateArns: this.certificateArns });
  }
}

interface Requested {
  region: string;
  resourceName: string;
  certificate: aws.acm.Certificate;
}

function request(parent: pulumi.Resource, name: string, args: CertificateArgs, region: string): Requested {
  const resourceName = region === "" ? name : `${name}-${region}`;
  const certificate = new aws.acm.Certificate(
    resourceName,
    {
      domainName: args.domainName,
      subjectAlternativeNames: args.alternativeNames ?? [],
      validationMethod: "DNS",
      ...(region !== "" && { region }),
      tags: nameTag(resourceName, args.tags),
    },
    { parent },
  );
  return { region, resourceName, certificate };
}

function validationRecords(
  parent: pulumi.Resource,
  name: string,
  { domainName, alternativeNames = [], zoneId }: CertificateArgs,
  certificate: aws.acm.Certificate,
): aws.route53.Record[] {
  // A wildcard and the name below it have one record.
  const names = [...new Set([domainName, ...alternativeNames].map(withoutWildcard))];
  return names.map((certified) => {
    const option = certificate.domainValidationOptions.apply((options) =>
      options.find((candidate) => withoutWildcard(candidate.domainName) === certified),
    );
    return new aws.route53.Record(
      `${name}-${certified}`,
      {
        zoneId,
        name: option.apply((found) => found?.resourceRecordName ?? ""),
        type: option.apply((found) => found?.resourceRecordType ?? "CNAME"),
        records: [option.apply((found) => found?.resourceRecordValue ?? "")],
        ttl: 300,
        // Another certificate of the account for this name has the same record.
        allowOverwrite: true,
      },
      { parent },
    );
  });
}

function withoutWildcard(name: string): string {
  return name.replace(/^\*\./, "");
}

function certificateProblems({ regions, alternativeNames = [] }: CertificateArgs) {
  return [
    ...(regions?.length === 0
      ? [{ path: "regions", reason: "There is none. Name one, or leave this out for the provider's own." }]
      : []),
    ...(alternativeNames.length > 9
      ? [
          {
            path: "alternativeNames",
            reason: `There are ${alternativeNames.length}, and a certificate has 10 names at most. Use a wildcard.`,
          },
        ]
      : []),
  ];
}
