WITH counted AS (
    SELECT arrival // $size * $size AS w, response AS status, count(*) AS n FROM records GROUP BY ALL
), averaged AS (
    SELECT *, avg(n) OVER (PARTITION BY status ORDER BY w ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING) AS movingAverage FROM counted
)
SELECT w AS windowStart, w + $size AS windowEnd, status, n AS statusCount, movingAverage
FROM averaged WHERE n >= 10 AND n > 3 * movingAverage
