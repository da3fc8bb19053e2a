-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'$.tags[0]' AS first, (j->>'$.points[1].x')::DOUBLE AS second FROM r;
