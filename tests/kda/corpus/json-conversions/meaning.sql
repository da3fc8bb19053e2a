-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- by hand, from "Mapping JSON Data Types to SQL Data Types"; "yes" is not among the strings of true
SELECT * FROM (VALUES (false, 1, TIMESTAMP '1992-02-14 00:00:00', '12', 1.5::DOUBLE), (true, 42, TIMESTAMP '1992-02-14 18:35:44', '7.5', 3.0),
  (true, 0, TIMESTAMP '2024-12-31 23:59:59.123', 'x', -2500.0), (false, -7, NULL, NULL, NULL), (false, NULL, NULL, '', 0.0)) v(flag, number, day, text, real);
