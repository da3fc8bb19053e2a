-- The windows with the most different hosts.
SELECT windowstart, windowend, hosts, requests
FROM ${results}
ORDER BY hosts DESC, windowstart
LIMIT 20
