-- Records arrive every 4 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT split_part(x, ',', 1) AS k, sum(split_part(x, ',', 2)::INT)::INT AS s FROM (SELECT t, unnest(string_split(d, ';')) AS x FROM r) GROUP BY 1, win(t, 60);
