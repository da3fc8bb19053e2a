-- Records arrive every 61 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT t AS seen, strftime(t, '%H:%M:%S.%g') AS text, j->>'SECTOR' AS s FROM r WHERE (j->>'CHANGE')::DOUBLE BETWEEN 0 AND 1;
