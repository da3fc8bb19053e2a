SELECT 'shardId-000000000000' AS shardId, lpad(seq::VARCHAR, 20, '0') AS sequenceNumber, arrival AS datetime, ticker,
    max(price) OVER (ORDER BY seq ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS maxPrice
FROM records WHERE ticker = 'IBM' AND price > 50
