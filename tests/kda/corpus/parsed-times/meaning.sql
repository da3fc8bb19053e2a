-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT (j->>'when')::TIMESTAMP AS at, strftime((j->>'when')::TIMESTAMP, '%d.%m.%Y') AS day FROM r;
