-- The latest requests.
SELECT arrivaltime, host, method, path, status, bytessent
FROM ${results}
ORDER BY arrivaltime DESC, shardid, sequencenumber DESC
LIMIT 50
