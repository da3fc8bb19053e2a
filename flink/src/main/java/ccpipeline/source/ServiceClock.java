package ccpipeline.source;

import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by the clock of Kinesis, which sets the records' arrival times. This machine's clock may differ from it and may be
 * adjusted while the job runs; a watermark that follows a wrong clock makes records late. So the service is asked: each HTTP
 * response has a Date in whole seconds, rounded down, so it is never ahead of the true time. The latest time that any of the
 * last responses implies is used, and between responses a monotonic clock carries it on.
 */
final class ServiceClock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceClock.class);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int KEPT_RESPONSES = 30;
    /** The first requests follow quickly, as each hits another fraction of the second and so improves the estimate. */
    private static final int FIRST_RESPONSES = 6;

    private static final long FIRST_INTERVAL_MILLIS = 170;
    private static final long INTERVAL_MILLIS = 20_000;

    private final String endpoint;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "service-clock");
        thread.setDaemon(true);
        return thread;
    });
    /** Milliseconds by which the service's clock is ahead of {@link #own}, one estimate per response. */
    private final Deque<Long> offsets = new ArrayDeque<>();

    private int asked;
    private volatile Long offset;

    /** @param endpoint the service's endpoint. */
    ServiceClock(String endpoint) {
        this.endpoint = endpoint;
        timer.execute(this::ask);
    }

    /** @return milliseconds since 1970, never ahead of the service; null if the service has not responded yet. */
    Long now() {
        Long ahead = offset;
        return ahead == null ? null : ahead + own();
    }

    private static long own() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void ask() {
        try {
            long date = date();
            if (date > 0) {
                addOffset(date - own());
            }
        } catch (IOException e) {
            LOG.warn("the time of {} is unknown: {}", endpoint, e.toString());
        } finally {
            boolean first = ++asked < FIRST_RESPONSES;
            timer.schedule(this::ask, first ? FIRST_INTERVAL_MILLIS : INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void addOffset(long ahead) {
        offsets.addLast(ahead);
        if (offsets.size() > KEPT_RESPONSES) {
            offsets.removeFirst();
        }
        offset = offsets.stream().mapToLong(Long::longValue).max().getAsLong();
    }

    private long date() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(endpoint).openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestMethod("HEAD"); // unsigned: it is refused, and the refusal has a date
        try {
            connection.getResponseCode();
            return connection.getHeaderFieldDate("Date", 0);
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
