package ccpipeline.diff;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * As much of Kinesis and Firehose as the job's own source and sink ask for, over HTTP and in this process: streams of one
 * shard whose records and arrival times are given, and delivery streams that keep what is put.
 *
 * <p>An empty response never says that it is at the stream's tip. There the source would follow the clock; so its watermark
 * follows from the records alone, and a run gives the same each time.
 */
final class FakeServices implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_RECORDS = 1_000;

    /** A stream of one shard. */
    static final class Stream {
        final List<Record> records = new ArrayList<>();
        /** How each shard iterator was asked for: its type, and the milliseconds of AT_TIMESTAMP. */
        final List<String> iterators = new ArrayList<>();
        /** By shard iterator that was asked for, how many requests behind it found nothing more. */
        final Map<String, Integer> emptyReads = new HashMap<>();

        private int position(JsonNode request) {
            String type = request.path("ShardIteratorType").asText();
            long millis = request.path("Timestamp").asLong(); // the connector's SDK sends whole milliseconds
            iterators.add(type.equals("AT_TIMESTAMP") ? type + " " + millis : type);
            switch (type) {
                case "AFTER_SEQUENCE_NUMBER":
                    return Integer.parseInt(request.path("StartingSequenceNumber").asText()) + 1;
                case "AT_SEQUENCE_NUMBER":
                    return Integer.parseInt(request.path("StartingSequenceNumber").asText());
                case "AT_TIMESTAMP":
                    return (int) records.stream().takeWhile(record -> record.arrivalMillis < millis).count();
                case "LATEST":
                    return records.size();
                default:
                    return 0;
            }
        }
    }

    /** A record of a stream; its sequence number is its index. */
    static final class Record {
        final String data;
        final long arrivalMillis;

        Record(String data, long arrivalMillis) {
            this.data = data;
            this.arrivalMillis = arrivalMillis;
        }
    }

    private final HttpServer server;
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final Map<String, List<String>> delivered = new ConcurrentHashMap<>();

    /** @param port of the loopback address to answer on. */
    FakeServices(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    Stream stream(String name) {
        return streams.computeIfAbsent(name, created -> new Stream());
    }

    /** What has been put to a delivery stream so far. */
    List<String> delivered(String name) {
        List<String> lines = delivered.getOrDefault(name, List.of());
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        byte[] body = exchange.getRequestBody().readAllBytes();
        ObjectNode answer = target == null ? null : respond(target.substring(target.indexOf('.') + 1), JSON.readTree(body));
        byte[] bytes = answer == null ? new byte[0] : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "1");
        exchange.sendResponseHeaders(answer == null ? 400 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode respond(String action, JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        switch (action) {
            case "ListShards":
                ObjectNode shard = answer.putArray("Shards").addObject().put("ShardId", "shardId-000000000000");
                shard.putObject("HashKeyRange").put("StartingHashKey", "0").put("EndingHashKey", "1");
                shard.putObject("SequenceNumberRange").put("StartingSequenceNumber", "0");
                return answer;
            case "DescribeStream":
                String described = request.path("StreamName").asText();
                answer.putObject("StreamDescription")
                        .put("StreamName", described)
                        .put("StreamARN", "arn:aws:kinesis:us-east-1:000000000000:stream/" + described)
                        .put("StreamStatus", "ACTIVE")
                        .put("HasMoreShards", false)
                        .put("RetentionPeriodHours", 24)
                        .put("StreamCreationTimestamp", 0)
                        .putArray("Shards");
                return answer;
            case "GetShardIterator":
                String name = request.path("StreamName").asText();
                Stream of = stream(name);
                synchronized (of) {
                    return answer.put("ShardIterator", of.position(request) + "/" + of.iterators.size() + "/" + name);
                }
            case "GetRecords":
                return records(request.path("ShardIterator").asText(), answer);
            case "PutRecordBatch":
                return put(request, answer);
            default:
                return null;
        }
    }

    private ObjectNode records(String iterator, ObjectNode answer) {
        String[] parts = iterator.split("/", 3); // position, number of the iterator, stream
        int from = Integer.parseInt(parts[0]);
        Stream stream = stream(parts[2]);
        ArrayNode found = answer.putArray("Records");
        synchronized (stream) {
            int to = Math.min(stream.records.size(), from + MOST_RECORDS);
            for (int i = from; i < to; i++) {
                Record record = stream.records.get(i);
                found.addObject()
                        .put("SequenceNumber", String.valueOf(i))
                        .put("ApproximateArrivalTimestamp", record.arrivalMillis / 1000.0)
                        .put("PartitionKey", "k")
                        .put("Data", Base64.getEncoder().encodeToString(record.data.getBytes(StandardCharsets.UTF_8)));
            }
            if (found.isEmpty()) {
                stream.emptyReads.merge(parts[1], 1, Integer::sum);
            }
            answer.put("NextShardIterator", Math.max(from, to) + "/" + parts[1] + "/" + parts[2]);
        }
        return answer.put("MillisBehindLatest", 1);
    }

    private ObjectNode put(JsonNode request, ObjectNode answer) {
        List<String> lines =
                delivered.computeIfAbsent(request.path("DeliveryStreamName").asText(), name -> new ArrayList<>());
        ArrayNode responses = answer.put("FailedPutCount", 0).putArray("RequestResponses");
        synchronized (lines) {
            for (JsonNode record : request.path("Records")) {
                byte[] data = Base64.getDecoder().decode(record.path("Data").asText());
                lines.add(new String(data, StandardCharsets.UTF_8).trim());
                responses.addObject().put("RecordId", "1");
            }
        }
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
