WITH decoded AS (
    SELECT ROWTIME AS arrived, FROM_BASE64(body) AS line
    FROM SOURCE_SQL_STREAM_001
    WHERE kind = 'reading'
), readings AS (
    SELECT
        arrived,
        CASE WHEN SPLIT_INDEX(line, ';', 0) IN ('m1', 'm2') THEN 'north' ELSE 'south' END AS area,
        CAST(SPLIT_INDEX(line, ';', 1) AS DOUBLE) AS `use`
    FROM decoded
)
SELECT window_start AS windowStart, window_end AS windowEnd, area, SUM(`use`) AS `use`, COUNT(*) AS readings
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(arrived), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, area
