-- Who checked whom: of each case the first control of a kind against the first step that it controls,
-- and how often one officer did both. A step that was rectified counts no more.
-- Says of all cases at once what `rules.figures.controls` says.
WITH steps AS (
    SELECT entry.subject, entry.actor, entry.facts ->> 'step' AS step, entry.facts ->> 'controls' AS controls,
           ROW_NUMBER() OVER (
               PARTITION BY entry.subject, entry.facts ->> 'step' ORDER BY entry.happened_at, entry.id
           ) AS turn
    FROM ledger_entry AS entry
    WHERE entry.centre = %(centre)s AND entry.act = 'step_done'
      AND NOT EXISTS (SELECT 1 FROM ledger_entry AS later WHERE later.supersedes_id = entry.id)
)
SELECT control.step, control.controls, COUNT(*) AS cases,
       SUM(CASE WHEN control.actor = made.actor THEN 1 ELSE 0 END) AS same
FROM steps AS control
JOIN steps AS made
  ON made.subject = control.subject AND made.step = control.controls AND made.turn = 1
WHERE control.turn = 1
GROUP BY control.step, control.controls
ORDER BY control.step, control.controls
