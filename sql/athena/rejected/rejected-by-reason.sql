-- Records that were not counted, by reason, with the latest of each; delivered at least once, so each place is taken once.
SELECT reason, count(DISTINCT shardid || sequencenumber) AS records, max(arrivaltime) AS latest, max_by(detail, arrivaltime) AS example
FROM ${deliveries}
GROUP BY reason
ORDER BY records DESC, reason
