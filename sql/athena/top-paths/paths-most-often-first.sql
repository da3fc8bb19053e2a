-- In how many windows a path was the one asked for most, and how often then.
SELECT path, count(*) AS windows, sum(requests) AS requests
FROM ${results}
WHERE place = 1
GROUP BY path
ORDER BY windows DESC, path
LIMIT 20
