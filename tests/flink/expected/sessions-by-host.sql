WITH marked AS (
    SELECT *, CASE WHEN arrival - lag(arrival) OVER (PARTITION BY host ORDER BY seq) <= $size THEN 0 ELSE 1 END AS fresh
    FROM records
), numbered AS (
    SELECT *, sum(fresh) OVER (PARTITION BY host ORDER BY seq) AS visit FROM marked
)
SELECT min(arrival) AS windowStart, max(arrival) + $size AS windowEnd, host, count(*) AS requests, sum(bytes) AS bytesSent
FROM numbered GROUP BY host, visit
