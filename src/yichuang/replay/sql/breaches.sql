-- Breaches of a centre on file, by the rule that found them.
SELECT facts ->> 'rule' AS rule, COUNT(*) AS number
FROM ledger_entry
WHERE centre = %(centre)s AND act = 'breach'
GROUP BY facts ->> 'rule'
ORDER BY facts ->> 'rule'
