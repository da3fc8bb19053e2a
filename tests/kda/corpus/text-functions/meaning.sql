-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- INITCAP by hand
SELECT trim(s) AS trimmed, lower(s) AS low, instr(s, 'b')::INT AS at, substring(s, 1, 1) || '**' || substring(s, 3) AS over, length(s) AS len,
  CASE s WHEN ' ab C ' THEN ' Ab C ' WHEN 'bcd efg' THEN 'Bcd Efg' WHEN 'XYZ' THEN 'Xyz' END AS init FROM (SELECT j->>'s' AS s FROM r);
