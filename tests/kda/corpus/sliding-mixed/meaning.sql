-- Records arrive every 10 seconds.

-- Rows of OUT
SELECT (j->>'v')::DOUBLE AS v, sum((j->>'v')::DOUBLE) OVER (ORDER BY i ROWS 2 PRECEDING) AS lastThree, sum((j->>'v')::DOUBLE) OVER (ORDER BY t RANGE INTERVAL 30 SECOND PRECEDING) AS halfMinute FROM r;
