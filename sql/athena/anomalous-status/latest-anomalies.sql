-- The latest bursts of a status, with how many times its average it came.
SELECT windowstart, windowend, status, statuscount, round(statuscount / movingaverage, 1) AS times_average
FROM ${results}
ORDER BY windowstart DESC, status
LIMIT 50
