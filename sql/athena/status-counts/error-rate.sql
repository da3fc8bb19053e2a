-- Share of requests answered with an error (status 400 and above), by hour of arrival.
SELECT
    date_trunc('hour', windowstart) AS hour_utc,
    sum(statuscount) AS requests,
    sum(CASE WHEN status >= 400 THEN statuscount ELSE 0 END) AS errors,
    round(100.0 * sum(CASE WHEN status >= 400 THEN statuscount ELSE 0 END) / sum(statuscount), 2) AS error_percent
FROM ${results}
GROUP BY 1
ORDER BY 1
