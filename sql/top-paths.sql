-- The ten paths that were asked for most in each window, without their query strings. Paths that were asked for equally often
-- come in the order of their names, so that each run gives the same ten.
SELECT windowStart, windowEnd, place, path, requests
FROM (
    SELECT
        window_start AS windowStart,
        window_end AS windowEnd,
        ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY requests DESC, path ASC) AS place,
        path,
        requests
    FROM (
        SELECT window_start, window_end, path, COUNT(*) AS requests
        FROM (
            SELECT window_start, window_end, SPLIT_INDEX(SPLIT_INDEX(request, ' ', 1), '?', 0) AS path
            FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '${windowSeconds}' SECOND(5)))
        )
        WHERE path IS NOT NULL
        GROUP BY window_start, window_end, path
    )
)
WHERE place <= 10
