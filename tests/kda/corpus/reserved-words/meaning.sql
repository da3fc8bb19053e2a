-- Records arrive every 5 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT max((j->>'value')::DOUBLE) AS value, j->>'user' AS user, sum((j->>'count')::INT)::INT AS count, j->>'date' AS date, max((j->>'timestamp')::TIMESTAMP) AS timestamp, count(*) AS order FROM r GROUP BY j->>'user', j->>'date', win(t, 60);
