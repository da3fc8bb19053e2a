-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT code AS c, coalesce(nullif(alt, 'none'), code, '?') AS alt FROM (SELECT j->>'code' AS code, j->>'alt' AS alt, (j->>'n')::INT AS n FROM r)
WHERE (code LIKE 'a!%%' ESCAPE '!' OR code LIKE '_x' OR alt IN ('k', 'l') OR n BETWEEN 5 AND 7) AND NOT code = 'a%stop' AND n IS DISTINCT FROM 99;
