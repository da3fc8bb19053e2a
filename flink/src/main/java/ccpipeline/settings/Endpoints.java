package ccpipeline.settings;

import software.amazon.awssdk.regions.Region;

/** Where the job reaches AWS. */
public final class Endpoints {
    private Endpoints() {}

    /** The endpoint to use in place of AWS, from the AWS SDKs' own variable AWS_ENDPOINT_URL; null for AWS itself. */
    public static String override() {
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        return endpoint == null || endpoint.isEmpty() ? null : endpoint;
    }

    /** A service's endpoint in a region. */
    public static String of(String service, String region) {
        return override() != null
                ? override()
                : "https://" + service + "." + region + "." + Region.of(region).metadata().partition().dnsSuffix();
    }
}
