-- The highest price by hour of arrival and ticker.
SELECT date_trunc('hour', datetime) AS hour_utc, ticker, max(maxprice) AS highest
FROM ${results}
GROUP BY 1, 2
ORDER BY 1, 2
