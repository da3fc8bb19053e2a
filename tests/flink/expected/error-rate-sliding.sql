SELECT s AS windowStart, s + $size AS windowEnd, count(*) AS requests,
    count(*) FILTER (WHERE response >= 400) AS errors,
    count(*) FILTER (WHERE response >= 400) / count(*) AS errorRate
FROM (
    SELECT response, unnest(generate_series(arrival // $step * $step - $size + $step, arrival // $step * $step, $step)) AS s
    FROM records
)
GROUP BY s
