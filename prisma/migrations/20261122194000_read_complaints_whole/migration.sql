-- A complaint with all that belongs to it. A function, so that a turn whose customer has no complaint does not pay for it; whole
-- rows, so that a new column needs no new function.
CREATE FUNCTION "complaint_rows"(c "complaint") RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN json_build_object(
    'complaint', row_to_json(c),
    'rounds', (SELECT json_agg(r ORDER BY r.round) FROM round r WHERE r.complaint_id = c.id),
    'remedies', (SELECT json_agg(r ORDER BY r.round, r.position) FROM remedy r WHERE r.complaint_id = c.id),
    'consents', (SELECT json_agg(r) FROM consent_question r WHERE r.complaint_id = c.id),
    'questions', (SELECT json_agg(r ORDER BY r.position) FROM question r WHERE r.complaint_id = c.id),
    'samples', (SELECT json_agg(r ORDER BY r.position) FROM sample r WHERE r.complaint_id = c.id),
    'evidence', (SELECT json_agg(r ORDER BY r.position) FROM evidence r WHERE r.complaint_id = c.id),
    'clocks', (SELECT json_agg(r ORDER BY r.position) FROM stage_clock r WHERE r.complaint_id = c.id)
  );
END
$$;
