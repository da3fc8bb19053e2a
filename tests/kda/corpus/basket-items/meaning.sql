-- Records arrive every 60 seconds.

-- Rows of SOLD
SELECT x->>'sku' AS sku, sum((x->>'qty')::INT)::INT AS pieces, count(*) AS lines
FROM (SELECT t, unnest((j->'items')::JSON[]) AS x FROM r) WHERE x->>'sku' IS NOT NULL GROUP BY 1, win(t, 3600);
