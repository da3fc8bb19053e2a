-- Records arrive every 60 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- "Working with JSONPath": an element after [0:] flattens the array, members outside of it are repeated
SELECT customer AS who, x->>'sku' AS what, (x->>'qty')::INT AS n FROM (SELECT j->>'customer' AS customer, unnest((j->'items')::JSON[]) AS x FROM r);
