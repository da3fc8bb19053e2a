-- Records arrive every 4 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- by hand: true into INTEGER is 1, 1 and "true" into BOOLEAN are true
SELECT * FROM (VALUES (true, 2, 1), (false, 1, 3), (NULL, 1, 2)) v(premium, n, won);
