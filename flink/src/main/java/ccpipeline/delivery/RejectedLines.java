package ccpipeline.delivery;

import ccpipeline.schema.Rejection;
import ccpipeline.schema.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes a rejected record for the error prefix: JSON objects, one per line, each with reason, detail, streamName, shardId,
 * sequenceNumber, partitionKey, arrivalTime in UTC, and the record itself: as text in data, or, if it is not UTF-8, in
 * dataBase64. A record that is too large for Firehose is split: each line has the number of its part, from 1, and of parts.
 */
final class RejectedLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Each character can become six bytes in JSON, and a Firehose record has at most 1,000 KiB. */
    private static final int CHARACTERS_IN_PART = 150_000;

    private RejectedLines() {}

    static List<String> ofRecord(String stream, SourceRecord record, Rejection rejection) {
        boolean isText = rejection.reason != Rejection.Reason.BAD_UTF8;
        String data = isText ? new String(record.data, StandardCharsets.UTF_8) : Base64.getEncoder().encodeToString(record.data);
        return lines(isText ? "data" : "dataBase64", data, JSON.createObjectNode()
                .put("reason", rejection.reason.text)
                .put("detail", rejection.getMessage())
                .put("streamName", stream)
                .put("shardId", record.shardId)
                .put("sequenceNumber", record.sequenceNumber)
                .put("partitionKey", record.partitionKey)
                .put("arrivalTime", JsonLines.formatTime(Instant.ofEpochMilli(record.arrivalMillis))));
    }

    /** The lines of a result that is too long for Firehose. */
    static List<String> ofResult(String query, String line) {
        return lines("data", line, JSON.createObjectNode()
                .put("reason", "resultTooLong")
                .put("detail", "a row of the query " + query + " is longer than a Firehose record may be"));
    }

    private static List<String> lines(String member, String data, ObjectNode head) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(data.length(), from + CHARACTERS_IN_PART);
            if (to < data.length() && Character.isHighSurrogate(data.charAt(to - 1))) {
                to--;
            }
            parts.add(data.substring(from, to));
            from = to;
        } while (from < data.length());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            ObjectNode line = head.deepCopy().put("part", i + 1).put("parts", parts.size()).put(member, parts.get(i));
            lines.add(line + "\n");
        }
        return lines;
    }
}
