package ccpipeline.job;

import java.net.URI;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Reads the application's text files from the code bucket. */
final class CodeObjects {
    private final String region;
    private final String endpoint;

    /**
     * @param region the bucket's region.
     * @param endpoint endpoint of S3; null for AWS.
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
     * @throws IllegalArgumentException if the URI has another form.
     */
    String read(String uri) {
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
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        return builder.build();
    }
}
