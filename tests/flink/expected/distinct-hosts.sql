SELECT arrival // $size * $size AS windowStart, windowStart + $size AS windowEnd, count(DISTINCT host) AS hosts, count(*) AS requests
FROM records GROUP BY ALL
