-- Records arrive every 35 seconds.

-- Rows of FLAGS
SELECT j->>'card' AS card, win(t, 60) AS minute, (a * 100)::BIGINT AS cents, CASE WHEN a > 1000 AND j->>'country' <> 'DE' THEN 'abroad' WHEN a > 5000 THEN 'high' ELSE 'ok' END AS why FROM (SELECT *, (j->>'amount')::DOUBLE AS a FROM r);
