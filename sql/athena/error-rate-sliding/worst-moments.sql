-- The moments with the highest share of failed requests.
SELECT windowstart, windowend, requests, errors, round(100 * errorrate, 2) AS error_percent
FROM ${results}
ORDER BY errorrate DESC, windowend
LIMIT 20
