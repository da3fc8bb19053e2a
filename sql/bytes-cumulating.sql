-- Bytes sent so far in the current window of ${windowSeconds} seconds, emitted every ${slideSeconds} seconds: each row goes from
-- the window's start to one step further, and the last one is the whole window.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    COUNT(*) AS requests,
    SUM(`bytes`) AS bytesSent
FROM TABLE(CUMULATE(
    TABLE SOURCE_SQL_STREAM_001,
    DESCRIPTOR(ROWTIME),
    INTERVAL '${slideSeconds}' SECOND(5),
    INTERVAL '${windowSeconds}' SECOND(5)
))
GROUP BY window_start, window_end
