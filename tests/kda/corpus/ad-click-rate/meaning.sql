-- Records arrive every 8 seconds.

-- Rows of CTR
SELECT CAMPAIGN, count(*) FILTER (KIND = 'click') AS CLICKS, count(*) FILTER (KIND = 'view') AS VIEWS,
  count(*) FILTER (KIND = 'click') / nullif(count(*) FILTER (KIND = 'view'), 0)::DOUBLE AS CTR
FROM (SELECT t, j->>'campaign_id' AS CAMPAIGN, j->>'type' AS KIND FROM r) GROUP BY CAMPAIGN, win(t, 30);
