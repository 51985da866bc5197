-- The months of a coalition with its members, of the tables that `cargo bench --bench collectives -- --tables 1`
-- writes: events that certainly and that possibly were the coalition's, each once, and their deaths.
WITH own AS (
    SELECT e.event, e.first, e.last, e.killed,
           max(CASE WHEN s.start <= e.first AND e.last < s.until THEN 1 ELSE 0 END) AS is_sure
    FROM events AS e
    JOIN parts AS p ON p.event = e.event
    JOIN spells AS s ON s.actor = p.actor AND s.start <= e.last AND e.first < s.until
    GROUP BY e.event, e.first, e.last, e.killed
)
SELECT CASE WHEN extract(year FROM first) = extract(year FROM last)
             AND extract(month FROM first) = extract(month FROM last)
            THEN make_date(extract(year FROM first)::INT, extract(month FROM first)::INT, 1) END AS month,
       count(*) FILTER (WHERE is_sure = 1) AS events, sum(killed) FILTER (WHERE is_sure = 1) AS killed,
       count(*) FILTER (WHERE is_sure = 0) AS possible_events, sum(killed) FILTER (WHERE is_sure = 0) AS possible_killed
FROM own
GROUP BY month
ORDER BY month;
