-- Views over the contract's tables. All sums go over `amounts`, which has each amount once: the
-- parts of a line, or its own total where none is printed.

CREATE VIEW amounts AS
SELECT
    d.path,
    c.quarter,
    c.quarter_from,
    b.* REPLACE (coalesce(b.currency, d.currency) AS currency)
FROM counted_amounts AS c
JOIN budget_lines AS b USING (document_id, line_id, amount_column)
JOIN documents AS d USING (document_id);

COMMENT ON VIEW amounts IS 'Each amount once. unread amounts are null, and every sum says how many there are.';

CREATE VIEW budget_by_document AS
SELECT
    document_id, path, currency,
    sum(amount) AS amount,
    count(DISTINCT line_id) AS lines,
    count(*) FILTER (WHERE amount IS NULL) AS unread
FROM amounts
GROUP BY ALL
ORDER BY path, currency;

CREATE VIEW budget_by_account AS
SELECT
    document_id, path, account_code,
    min(account_label) AS account_label,
    currency,
    sum(amount) AS amount,
    count(DISTINCT line_id) AS lines,
    count(*) FILTER (WHERE amount IS NULL) AS unread
FROM amounts
GROUP BY document_id, path, account_code, currency
ORDER BY path, account_code, currency;

CREATE VIEW budget_by_quarter AS
SELECT
    document_id, path, quarter, quarter_from, currency,
    sum(amount) AS amount,
    count(DISTINCT line_id) AS lines,
    count(*) FILTER (WHERE amount IS NULL) AS unread
FROM amounts
GROUP BY ALL
ORDER BY path, quarter, currency;

COMMENT ON VIEW budget_by_quarter IS 'Amounts that no column and no single mark puts in one quarter stand where quarter is null.';

CREATE VIEW budget_by_result AS
SELECT
    a.document_id, a.path, f.node_id, f.level, f.number, f.label, a.currency,
    sum(a.amount) AS amount,
    count(DISTINCT a.line_id) AS lines,
    count(*) FILTER (WHERE a.amount IS NULL) AS unread
FROM amounts AS a
LEFT JOIN activities AS v USING (document_id, activity_id)
LEFT JOIN framework AS f
    ON f.document_id = a.document_id AND f.node_id = coalesce(a.node_id, v.node_id)
GROUP BY ALL
ORDER BY a.path, f.node_id, a.currency;

COMMENT ON VIEW budget_by_result IS 'By the innermost result of the line; node_id is null where it stands under none.';

CREATE VIEW budget_by_responsible AS
SELECT
    document_id, path, responsible, currency,
    sum(amount) AS amount,
    count(DISTINCT line_id) AS lines,
    count(*) FILTER (WHERE amount IS NULL) AS unread
FROM amounts
GROUP BY ALL
ORDER BY path, responsible, currency;

COMMENT ON VIEW budget_by_responsible IS 'By the cell as printed: one line of two parties is not shared out.';

CREATE VIEW findings_by_rule AS
SELECT
    rule, severity, verdict, decision,
    count(*) AS findings,
    count(DISTINCT document_id) AS documents
FROM findings
GROUP BY rule, severity, verdict, decision
ORDER BY
    CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, findings DESC, rule, verdict;

CREATE VIEW totals_not_footing AS
SELECT
    d.path, t.document_id, t.total_id, t.kind, t.label, t.amount_column,
    t.stated, t.computed, t.difference, t.tolerance, t.printed,
    t.page, t.source_line,
    f.finding_id, f.rule, f.verdict, f.message, f.explanation, f.decision
FROM totals AS t
JOIN documents AS d USING (document_id)
LEFT JOIN findings AS f
    ON f.document_id = t.document_id
    AND f.amount_column = t.amount_column
    AND (
        (f.rule LIKE '%-mismatch' AND f.subject IN (t.total_id, t.line_id))
        OR (
            f.rule IN ('missing-amount', 'unreadable-amount')
            AND list_contains(string_split(t.parts, ';'), f.subject)
        )
    )
WHERE t.status = 'inconsistent'
QUALIFY row_number() OVER (
    PARTITION BY t.document_id, t.total_id
    ORDER BY f.rule LIKE '%-mismatch' DESC NULLS LAST, f.finding_id
) = 1
ORDER BY d.path, t.total_id;

COMMENT ON VIEW totals_not_footing IS 'Each total once, with the finding about it, or about a blank among its parts; none where a mismatch beneath it is reported already.';
