/**
 * Answers paths that name no file with `index.html`, for applications that route in the browser. Error responses could
 * do that as well, but for all origins alike: they would turn every 404 of the API into a page.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const singlePageFunction = `function handler(event) {
  var request = event.request;
  var last = request.uri.split("/").pop();
  if (!last.includes(".")) {
    request.uri = "/index.html";
  }
  return request;
}
`;
