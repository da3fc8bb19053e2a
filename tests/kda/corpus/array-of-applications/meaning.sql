-- Records arrive every 20 seconds.

-- Rows of SPEED
SELECT j->>'car' AS car, max((j->>'kmh')::DOUBLE) AS top FROM r GROUP BY 1, win(t, 60);

-- Rows of TOO_FAST
SELECT j->>'car' AS car, (j->>'kmh')::DOUBLE AS kmh FROM r WHERE (j->>'kmh')::DOUBLE > 130;
