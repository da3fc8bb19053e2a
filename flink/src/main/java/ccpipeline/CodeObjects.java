package ccpipeline;

import java.net.URI;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The application's text files in the code bucket. */
final class CodeObjects {
    private final String region;
    private final String endpoint;

    /**
     * @param region the bucket's region.
     * @param endpoint where S3 is reached; null or empty: at AWS.
     */
    CodeObjects(String region, String endpoint) {
        this.region = region;
        this.endpoint = endpoint;
    }

    /**
     * Reads one object.
     *
     * @param uri {@code s3://BUCKET/KEY}.
     * @return its content as UTF-8 text.
     * @throws IllegalArgumentException where the URI has another form.
     */
    String text(String uri) {
        URI at = URI.create(uri);
        if (!"s3".equals(at.getScheme()) || at.getAuthority() == null || at.getPath().length() < 2) {
            throw new IllegalArgumentException("'" + uri + "' is not of the form s3://BUCKET/KEY");
        }
        try (S3Client client = client()) {
            return client.getObjectAsBytes(r -> r.bucket(at.getAuthority()).key(at.getPath().substring(1))).asUtf8String();
        }
    }

    private S3Client client() {
        S3ClientBuilder builder = S3Client.builder().region(Region.of(region)).httpClientBuilder(ApacheHttpClient.builder());
        if (endpoint != null && !endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        return builder.build();
    }
}
