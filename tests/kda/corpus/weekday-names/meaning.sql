-- Records arrive every 60 seconds.

-- Rows of DAYS
SELECT CASE (j->>'day')::INT WHEN 1 THEN 'Mon' WHEN 2 THEN 'Tue' ELSE 'other' END AS name, count(*) AS trains FROM r GROUP BY j->>'day', win(t, 3600);
