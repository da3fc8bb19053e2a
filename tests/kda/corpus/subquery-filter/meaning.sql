-- Records arrive every 5 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'TICKER_SYMBOL' AS SYMBOL, abs((j->>'CHANGE')::DOUBLE) AS MOVED FROM r
WHERE j->>'SECTOR' <> 'ENERGY' AND abs((j->>'CHANGE')::DOUBLE) > 0.25;
