-- Records arrive every 8 seconds.

-- Rows of PER_COUNTRY
SELECT j->>'$.geo.country' AS COUNTRY, count(*) AS BIDS, sum((j->>'bid')::DECIMAL(10,4)) AS SPEND FROM r GROUP BY 1, win(t, 30);
