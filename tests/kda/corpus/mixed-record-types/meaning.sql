-- Records arrive every 4 seconds.

-- Rows of ORDERS_OUT
SELECT (j->>'Oid')::INT AS id, j->>'Ticker' AS ticker FROM r WHERE j->>'RecordType' = 'Order';

-- Rows of TRADE_SUMS
SELECT (j->>'Oid')::INT AS oid, sum((j->>'Price')::DOUBLE * (j->>'Qty')::INT) AS value FROM r WHERE j->>'RecordType' = 'Trade' GROUP BY 1, win(t, 10);
