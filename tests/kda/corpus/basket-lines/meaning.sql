-- Records arrive every 60 seconds.

-- Rows of LINES
SELECT customer AS who, x->>'sku' AS what FROM (SELECT j->>'customer' AS customer, unnest((j->'items')::JSON[]) AS x FROM r) WHERE (x->>'qty')::INT >= 2;
