WITH counted AS (
    SELECT arrival // $size * $size AS w, string_split(string_split(request, ' ')[2], '?')[1] AS path, count(*) AS requests
    FROM records WHERE path IS NOT NULL GROUP BY ALL
)
SELECT w AS windowStart, w + $size AS windowEnd,
    row_number() OVER (PARTITION BY w ORDER BY requests DESC, path) AS place, path, requests
FROM counted QUALIFY place <= 10
