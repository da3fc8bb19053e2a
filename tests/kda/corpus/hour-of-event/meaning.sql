-- Records arrive every 14 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT hour((j->>'event_time')::TIMESTAMP) AS h, count(*) AS n FROM r GROUP BY 1, win(t, 3600);
