-- How much arrived after its window's end, by hour of the web server's own time, and the slowest line of the hour.
SELECT date_trunc('hour', windowstart) AS hour_utc, sum(statuscount) AS requests, sum(arrivedlate) AS arrived_late,
    max(slowestseconds) AS slowest_seconds
FROM ${results}
GROUP BY 1
ORDER BY 1
