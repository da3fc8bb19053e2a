-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'list' AS list, j->>'object' AS object, j->>'yes' AS yes FROM r;
