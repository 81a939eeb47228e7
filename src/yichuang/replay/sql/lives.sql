-- When each replayed case of a log was received, due and decided: as our own tables have it.
SELECT mine.outside_number, mine.due_at, whole.number, whole.received_at, whole.received_on,
       whole.decided_at, whole.decided_on, clock.due_on
FROM replay_replayedcase AS mine
JOIN cases_case AS whole ON whole.id = mine.case_id
JOIN centres_centre AS centre ON centre.id = whole.centre_id
LEFT JOIN clocks_clock AS clock
       ON clock.subject = 'case:' || centre.code || '/' || whole.number AND clock.kind = 'statutory'
WHERE mine.log_id = %(log)s
ORDER BY mine.position
