/**
 * Reads the address of the local cloud from AWS_ENDPOINT_URL, as the AWS SDKs name it.
 *
 * @returns a plain-http loopback URL such as `http://127.0.0.1:4566`.
 * @throws Error where it is missing or leads anywhere but this machine: local/ never talks to AWS.
 */
export function loopbackEndpoint(value = process.env["AWS_ENDPOINT_URL"]): string {
    if (!value) {
        throw new Error("AWS_ENDPOINT_URL is not set: the local provider works against the local cloud only");
    }
    let url: URL;
    try {
        url = new URL(value);
    } catch {
        throw new Error(
            `AWS_ENDPOINT_URL: '${value}' is not a URL; the local cloud's is such as http://127.0.0.1:4566`,
        );
    }
    const loopback =
        /^127(\.\d{1,3}){3}$/.test(url.hostname) || ["localhost", "[::1]"].includes(url.hostname);
    if (url.protocol !== "http:" || !loopback) {
        throw new Error(
            `AWS_ENDPOINT_URL: '${value}' is not a loopback address over http; the local provider refuses any other`,
        );
    }
    return url.origin;
}
