/** What CloudFront refuses of names, certificates, firewalls, countries and logs. */
import type { Properties, Refusal, Rule, RuleContext, WorldResource } from "../../resource-type";
import { CERTIFICATE, isFor, isIssued } from "../acm/names";
import { BUCKET, BUCKET_OWNERSHIP_CONTROLS, settingOf } from "../s3/names";
import { given, list, record, text, texts } from "../values";
import { WEB_ACL } from "../wafv2/types";
import { DISTRIBUTION, invalid } from "./types";

const viewerCertificate = (message: string): Refusal => ({ code: "InvalidViewerCertificate", message });

const certificateOf = (inputs: Properties, context: RuleContext): WorldResource | undefined => {
  const { acmCertificateArn } = record(inputs.viewerCertificate);
  return text(acmCertificateArn) === undefined
    ? undefined
    : context.where(CERTIFICATE, "arn", acmCertificateArn, "*")[0];
};

const oneSource: Rule = (inputs) => {
  const certificate = record(inputs.viewerCertificate);
  const sources = given(certificate, ["acmCertificateArn", "iamCertificateId"]).length;
  const own = certificate.cloudfrontDefaultCertificate === true;
  if (sources + (own ? 1 : 0) !== 1) {
    return viewerCertificate(
      "Exactly one of CloudFrontDefaultCertificate, ACMCertificateArn and IAMCertificateId must be specified.",
    );
  }
  return !own && text(certificate.sslSupportMethod) === undefined
    ? viewerCertificate("The parameter SSLSupportMethod is required with a certificate of your own.")
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
const certificate: Rule = (inputs, context) => {
  const found = certificateOf(inputs, context);
  return found !== undefined && (found.region !== "us-east-1" || !isIssued(found, context))
    ? viewerCertificate(
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
      )
    : undefined;
};

const coveredAliases: Rule = (inputs, context) => {
  const { cloudfrontDefaultCertificate } = record(inputs.viewerCertificate);
  const names = texts(inputs.aliases);
  if (names.length > 0 && cloudfrontDefaultCertificate === true) {
    return viewerCertificate(
      "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.",
    );
  }
  const found = certificateOf(inputs, context);
  const open = found && names.find((name) => !isFor(found, name));
  return open === undefined
    ? undefined
    : viewerCertificate(
        `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add: ${open}.`,
      );
};

const aliasesOfOthers: Rule = ({ aliases }, { self, where }) => {
  const taken = texts(aliases).find((name) =>
    where(DISTRIBUTION, "aliases[]", name).some((other) => other.id !== self?.id),
  );
  return taken === undefined
    ? undefined
    : {
        code: "CNAMEAlreadyExists",
        message: `One or more of the CNAMEs you provided are already associated with a different resource: ${taken}.`,
      };
};

const scopeOfFirewall: Rule = ({ webAclId }, { where }) => {
  const webAcl = where(WEB_ACL, "arn", webAclId, "*")[0];
  return webAcl !== undefined && webAcl.outputs.scope !== "CLOUDFRONT"
    ? { code: "InvalidWebACLId", message: `The web ACL ${webAcl.id} has not the scope CLOUDFRONT.` }
    : undefined;
};

const countries: Rule = ({ restrictions }) => {
  const { restrictionType, locations } = record(record(restrictions).geoRestriction);
  return (restrictionType === "none") === (list(locations).length === 0)
    ? undefined
    : {
        code: "InvalidGeoRestrictionParameter",
        message: `The geo restriction ${String(restrictionType)} has ${list(locations).length} locations.`,
      };
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html */
const logBucket: Rule = ({ loggingConfig }, context) => {
  const { bucket } = record(loggingConfig);
  const found = context.where(BUCKET, "bucketDomainName", bucket, "*")[0];
  const { rule } = settingOf(context, BUCKET_OWNERSHIP_CONTROLS, found?.id) ?? {};
  const ownership = text(record(rule).objectOwnership) ?? "BucketOwnerEnforced";
  return found !== undefined && ownership === "BucketOwnerEnforced"
    ? {
        ...invalid(
          `The S3 bucket that you specified for CloudFront logs does not enable ACL access: ${String(bucket)}`,
        ),
        retried: true,
      }
    : undefined;
};

export const distributionRefusals: readonly Rule[] = [
  oneSource,
  certificate,
  coveredAliases,
  aliasesOfOthers,
  scopeOfFirewall,
  countries,
  logBucket,
];
