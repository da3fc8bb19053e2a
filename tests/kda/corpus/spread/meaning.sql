-- Records arrive every 5 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'site' AS site, stddev_pop(v) AS sd, stddev_samp(v) AS sds, var_pop(v) AS vp, var_samp(v) AS vs FROM (SELECT t, j, (j->>'temperature')::DOUBLE AS v FROM r) GROUP BY 1, win(t, 3600);
