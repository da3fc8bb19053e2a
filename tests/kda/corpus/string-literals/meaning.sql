-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT 'it''s; -- no "comment" /* */' AS a, 'ä\n%' || (j->>'s') AS b FROM r WHERE j->>'s' = 'ok';
