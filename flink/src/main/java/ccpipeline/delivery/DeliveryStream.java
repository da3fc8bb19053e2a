package ccpipeline.delivery;

import ccpipeline.settings.Endpoints;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.aws.config.AWSConfigConstants;
import org.apache.flink.connector.firehose.sink.KinesisFirehoseSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A Firehose delivery stream that lines are written to. */
public final class DeliveryStream {
    private static final int MAX_MILLIS_IN_BUFFER = 1000;

    private final String name;
    private final String region;

    public DeliveryStream(String name, String region) {
        this.name = name;
        this.region = region;
    }

    /**
     * Writes lines to the delivery stream, one record each.
     *
     * @param id name of the sink, unique in the job: snapshots keep its state by this.
     */
    public void write(DataStream<String> lines, String id) {
        Properties client = new Properties();
        client.put(AWSConfigConstants.AWS_REGION, region);
        if (Endpoints.override() != null) {
            client.put(AWSConfigConstants.AWS_ENDPOINT, Endpoints.override());
            client.put(AWSConfigConstants.HTTP_PROTOCOL_VERSION, "HTTP1_1"); // plain HTTP endpoints do not speak HTTP/2
        }
        lines.sinkTo(KinesisFirehoseSink.<String>builder()
                        .setDeliveryStreamName(name)
                        .setFirehoseClientProperties(client)
                        .setSerializationSchema(new SimpleStringSchema())
                        .setMaxTimeInBufferMS(MAX_MILLIS_IN_BUFFER)
                        .build())
                .name(id)
                .uid("sink-" + id);
    }
}
