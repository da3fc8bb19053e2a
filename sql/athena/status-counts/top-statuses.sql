-- The response statuses, most frequent first.
SELECT status, sum(statuscount) AS requests
FROM ${results}
GROUP BY status
ORDER BY requests DESC, status
LIMIT 20
