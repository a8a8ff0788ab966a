/** Where Pulumi finds the state in a bucket: for `pulumi login` and PULUMI_BACKEND_URL. */
export function backendUrl(region: string, bucketName: string): string {
  return `s3://${bucketName}?region=${region}&awssdk=v2`;
}

/** By what the secrets in a state are encrypted: for `pulumi stack init --secrets-provider`. */
export function secretsProviderUrl(region: string, keyAlias: string): string {
  return `awskms://${keyAlias}?region=${region}&awssdk=v2`;
}
