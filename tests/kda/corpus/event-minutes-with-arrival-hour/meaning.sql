-- Records arrive every 14 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT strftime(win(e, 60), '%H:%M') AS event, count(*) AS n, max(e) AS latest FROM (SELECT t, (j->>'event_time')::TIMESTAMP AS e FROM r) GROUP BY win(e, 60), win(t, 3600);
