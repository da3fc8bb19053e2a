-- Records arrive every 20 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- "CAST": REAL to INTEGER is rounded
SELECT j->>'site' AS site, round(avg((j->>'temperature')::DOUBLE))::INT AS rounded, round(sum((j->>'temperature')::DOUBLE))::BIGINT AS big FROM r GROUP BY 1, win(t, 3600);
