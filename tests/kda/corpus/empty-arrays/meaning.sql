-- Records arrive every 60 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- "Working with JSONPath": an array is always flattened to at least one row, of nulls
SELECT sum(greatest(1, coalesce(json_array_length(j->'items'), 0)))::INT AS n, sum(coalesce(json_array_length(j->'items'), 0))::INT AS known FROM r;
