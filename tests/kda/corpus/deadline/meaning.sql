-- Records arrive every 14 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'ticker' AS t, (j->>'event_time')::TIMESTAMP + INTERVAL 90 MINUTE AS due, (j->>'event_time')::TIMESTAMP - INTERVAL 1 DAY AS earlier
FROM r WHERE (j->>'event_time')::TIMESTAMP >= TIMESTAMP '2024-02-01 10:00:00';
