SELECT 'shardId-000000000000' AS shardId, lpad(seq::VARCHAR, 20, '0') AS sequenceNumber, arrival AS arrivalTime, host,
    string_split(request, ' ')[1] AS method, string_split(request, ' ')[2] AS path, string_split(request, ' ')[3] AS protocol,
    response AS status, coalesce(bytes, 0) AS bytesSent
FROM records WHERE response IS NOT NULL
