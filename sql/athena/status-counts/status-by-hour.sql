-- Requests by hour of arrival and response status.
SELECT date_trunc('hour', windowstart) AS hour_utc, status, sum(statuscount) AS requests
FROM ${results}
GROUP BY 1, 2
ORDER BY 1, 2
