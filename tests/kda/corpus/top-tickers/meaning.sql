-- Records arrive every 8 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT ITEM, n::DOUBLE AS ITEM_COUNT FROM (SELECT j->>'TICKER_SYMBOL' AS ITEM, count(*) AS n, win(t, 60) AS w FROM r GROUP BY 1, 3)
QUALIFY row_number() OVER (PARTITION BY w ORDER BY n DESC) <= 2;
