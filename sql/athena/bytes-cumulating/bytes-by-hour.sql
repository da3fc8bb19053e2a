-- Bytes sent by hour, of whole windows: the parts of a window that were told before its end are left out.
SELECT date_trunc('hour', windowstart) AS hour_utc, sum(requests) AS requests, sum(bytessent) AS bytes_sent
FROM ${results}
WHERE date_diff('second', windowstart, windowend) = ${windowSeconds}
GROUP BY 1
ORDER BY 1
