-- Records arrive every 90 seconds.

-- Rows of POWER
SELECT string_split(d, ',')[2] AS STATION, sum(nullif(string_split(d, ',')[3], '')::DOUBLE) AS WATTS, sum(nullif(string_split(d, ',')[4], '')::INT)::INT AS FAULTS FROM r GROUP BY 1, win(t, 300);
