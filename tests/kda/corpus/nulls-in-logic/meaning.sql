-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT (j->>'a')::INT AS a, CASE WHEN ((j->>'a')::INT > 1) IS TRUE THEN 'yes' WHEN ((j->>'a')::INT > 1) IS NOT TRUE AND (j->>'b')::BOOLEAN THEN 'b' ELSE 'no' END AS r FROM r WHERE NOT ((j->>'a')::INT = 5) OR j->>'a' IS NULL;
