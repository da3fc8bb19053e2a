-- Records arrive every 13 seconds.

-- Rows of MINUTES
SELECT j->>'caller' AS CALLER, count(*) AS CALLS, sum((j->>'ended')::INT - (j->>'started')::INT)::INT AS SECONDS, max((j->>'ended')::INT - (j->>'started')::INT) AS LONGEST
FROM r WHERE j->>'kind' = 'voice' GROUP BY 1, win(t, 60) HAVING sum((j->>'ended')::INT - (j->>'started')::INT) > 10;
