-- Records arrive every 40 seconds.

-- Rows of PAGE_HITS
SELECT j->>'$.page.path' AS page, j->>'$.context.device.type' AS device, count(*) AS hits, sum((j->>'dwell')::INT) AS dwellTotal
FROM r GROUP BY 1, 2, win(t, 120);
