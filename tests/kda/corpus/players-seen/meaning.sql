-- Records arrive every 17 seconds.

-- Rows of SEEN
SELECT DISTINCT win(t, 60) AS minute, j->>'player' AS player FROM r;
