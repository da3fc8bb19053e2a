-- Records arrive every 1 seconds.

-- Rows of BIG_ORDERS
SELECT j->>'$.order.id' AS orderId, (j->>'$.order.total.cents')::INT / 100.0 AS euro FROM r WHERE (j->>'$.order.total.cents')::INT >= 10000;
