-- Records arrive every 9 seconds.

-- Rows of BUSY
SELECT j->>'host' AS host, count(*) AS requests, sum((j->>'bytes')::BIGINT)::BIGINT AS bytes FROM r
WHERE (j->>'status')::INT BETWEEN 200 AND 299 AND j->>'method' IN ('GET', 'HEAD')
GROUP BY 1, win(t, 60) HAVING count(*) > 1 OR sum((j->>'bytes')::BIGINT) >= 1000;
