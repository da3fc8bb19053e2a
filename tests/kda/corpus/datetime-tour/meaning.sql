-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'TICKER' AS TICKER, e AS EVENT_TIME, e - INTERVAL 5 MINUTE AS BEFORE, epoch_ms(e) AS UNIX, strftime(e, '%Y-%m-%d %I:%M:%S') AS TXT, second(e) AS SEC
FROM (SELECT j, (j->>'EVENT_TIME')::TIMESTAMP AS e FROM r);
