-- Bytes sent per hour, from complete windows only: partial results of a window are left out.
SELECT date_trunc('hour', windowstart) AS hour_utc, sum(requests) AS requests, sum(bytessent) AS bytes_sent
FROM ${results}
WHERE date_diff('second', windowstart, windowend) = ${windowSeconds}
GROUP BY 1
ORDER BY 1
