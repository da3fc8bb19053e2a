-- Records arrive every 1 seconds.
-- Rejected: 4

-- Rows of DESTINATION_SQL_STREAM
-- by hand, from "Mapping JSON Data Types to SQL Data Types": 123.4 and "many" into INTEGER, "never" and 5 into TIMESTAMP are errors
SELECT * FROM (VALUES (1, TIMESTAMP '2024-01-01'), (4, NULL)) v(n, t);
