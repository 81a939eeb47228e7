-- Steps that were filed with a time before the receipt of their case, and after its decision.
SELECT COUNT(*) AS steps,
       SUM(CASE WHEN step.happened_at < whole.received_at THEN 1 ELSE 0 END) AS before_receipt,
       SUM(CASE WHEN step.happened_at > whole.decided_at THEN 1 ELSE 0 END) AS after_decision
FROM cases_case AS whole
JOIN centres_centre AS centre ON centre.id = whole.centre_id
JOIN ledger_entry AS step ON step.subject = 'case:' || centre.code || '/' || whole.number
WHERE centre.code = %(centre)s AND step.act = 'step_done'
  AND NOT EXISTS (SELECT 1 FROM ledger_entry AS later WHERE later.supersedes_id = step.id)
