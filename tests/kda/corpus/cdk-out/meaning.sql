-- Records arrive every 9 seconds.

-- Rows of SCORES
SELECT j->>'player' AS PLAYER, max((j->>'score')::INT) AS BEST, count(*) AS GAMES FROM r GROUP BY 1, win(t, 30);
