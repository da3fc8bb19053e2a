SELECT windowStart, ticker, trades
FROM SOURCE_SQL_STREAM_001
MATCH_RECOGNIZE (
    PARTITION BY ticker
    ORDER BY ROWTIME
    MEASURES
        FIRST(opening.ROWTIME) AS windowStart,
        1 + COUNT(inside.price) AS trades
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO LAST after_window
    PATTERN (opening inside* after_window)
    DEFINE
        inside AS inside.ROWTIME < FIRST(opening.ROWTIME) + INTERVAL '1' MINUTE,
        after_window AS after_window.ROWTIME >= FIRST(opening.ROWTIME) + INTERVAL '1' MINUTE
)
