-- Records arrive every 1 seconds.

-- Rows of TYPED
SELECT (j->>'ts')::TIMESTAMP AS ts, (j->>'ok')::BOOLEAN AS ok, (j->>'big')::BIGINT AS big, (j->>'price')::DECIMAL(8,2) AS price, j->>'name' AS name FROM r WHERE (j->>'ok')::BOOLEAN AND (j->>'big')::BIGINT > 5;
