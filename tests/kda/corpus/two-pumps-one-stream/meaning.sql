-- Records arrive every 5 seconds.

-- Rows of NOTICES
SELECT j->>'deviceId' AS device, 'hot' AS what, (j->>'temperature')::DOUBLE AS value FROM r WHERE (j->>'temperature')::DOUBLE > 40
UNION ALL SELECT j->>'deviceId', 'battery', (j->>'battery')::DOUBLE FROM r WHERE (j->>'battery')::INT < 20;
