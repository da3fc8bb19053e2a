-- Records arrive every 28 seconds.

-- Rows of PEAKS
-- the minutes of a window of five minutes, as sql/legacy/stream-chain has them
SELECT k, max(n) AS peak, sum(n)::INT AS total FROM (SELECT j->>'k' AS k, count(*) AS n, win(t, 60) AS w FROM r GROUP BY 1, 3) GROUP BY k, win(w, 300);
