-- Of each case of a centre: how many steps it had, how often it changed hands between two steps,
-- and how many officers had it. A step that was rectified counts no more.
SELECT subject, COUNT(*) AS steps, COUNT(DISTINCT actor) AS officers,
       SUM(CASE WHEN before_it <> actor THEN 1 ELSE 0 END) AS handovers
FROM (
    SELECT step.subject, step.actor,
           LAG(step.actor) OVER (PARTITION BY step.subject ORDER BY step.happened_at, step.id) AS before_it
    FROM ledger_entry AS step
    WHERE step.centre = %(centre)s AND step.act = 'step_done'
      AND NOT EXISTS (SELECT 1 FROM ledger_entry AS later WHERE later.supersedes_id = step.id)
) AS steps
GROUP BY subject
ORDER BY subject
