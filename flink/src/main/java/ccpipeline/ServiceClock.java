package ccpipeline;

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
 * The time by the clock of Kinesis, which gives records their arrival times. This machine's clock may differ from it, and be
 * set while we run; a watermark that follows a wrong clock makes records late. So the service is asked: each HTTP answer has
 * its Date, in whole seconds, so that it is never later than the true one. The best of the last answers counts, and between
 * them time goes on by a clock that nobody sets.
 */
final class ServiceClock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceClock.class);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int KEPT_ANSWERS = 30;
    /** At first asked often, as the fraction of the second differs each time. */
    private static final int FIRST_ANSWERS = 6;

    private static final long FIRST_INTERVAL_MILLIS = 170;
    private static final long INTERVAL_MILLIS = 20_000;

    private final String endpoint;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "service-clock");
        thread.setDaemon(true);
        return thread;
    });
    /** By how much the service's clock is ahead of ours, as far as single answers tell. */
    private final Deque<Long> offsets = new ArrayDeque<>();

    private int asked;
    private volatile Long offset;

    /** @param endpoint the service's address. */
    ServiceClock(String endpoint) {
        this.endpoint = endpoint;
        timer.execute(this::ask);
    }

    /** @return milliseconds since 1970, at most the true ones; null where the service has not answered yet. */
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
                take(date - own());
            }
        } catch (IOException e) {
            LOG.warn("the time of {} is not known: {}", endpoint, e.toString());
        } finally {
            boolean first = ++asked < FIRST_ANSWERS;
            timer.schedule(this::ask, first ? FIRST_INTERVAL_MILLIS : INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void take(long ahead) {
        offsets.addLast(ahead);
        if (offsets.size() > KEPT_ANSWERS) {
            offsets.removeFirst();
        }
        offset = offsets.stream().mapToLong(Long::longValue).max().getAsLong();
    }

    private long date() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(endpoint).openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestMethod("HEAD"); // unsigned: it is refused, and the refusal has its date
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
