-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- "Mapping Streaming Source Elements": longer strings are truncated
SELECT left(j->>'short', 4) AS short, length(left(j->>'short', 4)) AS n FROM r WHERE j->>'short' <> '123456' UNION ALL SELECT '1234', 4;
