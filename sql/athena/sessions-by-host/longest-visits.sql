-- The longest visits; the window ends ${windowSeconds} seconds after a visit's last request.
SELECT host, windowstart, date_diff('second', windowstart, windowend) - ${windowSeconds} AS seconds, requests, bytessent
FROM ${results}
ORDER BY seconds DESC, windowstart, host
LIMIT 20
