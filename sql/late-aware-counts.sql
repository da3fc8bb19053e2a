-- Requests by status in windows of the time that the web server wrote, not of arrival: the schema names the column that ROWTIME
-- is taken from, and how many seconds a line may come after later ones (maxOutOfOrderSeconds). A line that comes later than
-- that goes to the error prefix as "late". arrivedLate counts those that came after their window's end, and in time still.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    response AS status,
    COUNT(*) AS statusCount,
    COUNT(*) FILTER (WHERE APPROXIMATE_ARRIVAL_TIME >= CAST(window_end AS TIMESTAMP_LTZ(3))) AS arrivedLate,
    MAX(TIMESTAMPDIFF(SECOND, ROWTIME, APPROXIMATE_ARRIVAL_TIME)) AS slowestSeconds
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '${windowSeconds}' SECOND(5)))
GROUP BY window_start, window_end, response
