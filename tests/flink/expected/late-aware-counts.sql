WITH seen AS (
    SELECT *, max(own) OVER (ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest FROM records
), in_time AS (SELECT *, own // $size * $size AS w FROM seen WHERE latest IS NULL OR own >= latest - 60000)
SELECT w AS windowStart, w + $size AS windowEnd, response AS status, count(*) AS statusCount,
    count(*) FILTER (WHERE arrival >= w + $size) AS arrivedLate, max(trunc((arrival - own) / 1000)::BIGINT) AS slowestSeconds
FROM in_time GROUP BY ALL
