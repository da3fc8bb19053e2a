SELECT arrival // $size * $size AS windowStart, windowStart + $size AS windowEnd, response AS status, count(*) AS statusCount
FROM records GROUP BY ALL
