WITH windows AS (SELECT DISTINCT arrival // $size * $size AS w FROM records),
    parts AS (SELECT w, unnest(generate_series(w + $step, w + $size, $step)) AS e FROM windows)
SELECT w AS windowStart, e AS windowEnd, count(*) AS requests, sum(bytes) AS bytesSent
FROM parts JOIN records ON arrival >= w AND arrival < e
GROUP BY w, e
