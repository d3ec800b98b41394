"""Plant errors of arithmetic in a plan whose totals are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from .habits import Account
from .plan_model import Figure, GeneratedPlan, Line, Planted, Sum, Total
from .planting import Planter, TotalKey, Work, free_lines

FUNDING: TotalKey = (Sum.FUNDED, None, None)
GRAND: TotalKey = (Sum.GRAND_TOTAL, None, None)
ROWS: TotalKey = (Sum.SUBTOTAL, None, None)  # stands for all row totals: one error among them


def _claims(plan: GeneratedPlan, line: Line) -> TotalKey | None:
    """The lowest stated total that sums the line."""
    keys = {total.key for total in plan.totals}
    for top in plan.nodes:
        for node in top.walk():
            for activity in node.activities:
                if line not in activity.lines:
                    continue
                path = [n for n in top.walk() if node in tuple(n.walk())]
                chain: list[TotalKey] = [(Sum.SUBTOTAL, None, activity.serial)]
                chain += [(Sum.SUBTOTAL, n.serial, None) for n in reversed(path)]
                return next((key for key in (*chain, GRAND) if key in keys), None)
    return None


def _parent(plan: GeneratedPlan, total: Total) -> TotalKey | None:
    """The next stated total that sums this one."""
    keys = {each.key for each in plan.totals}
    if total.activity is not None:
        line = next(a.lines[0] for a in plan.all_activities() if a.serial == total.activity)
        without = replace(plan, totals=tuple(t for t in plan.totals if t.key != total.key))
        return _claims(without, line)
    for top in plan.nodes:
        path = [n for n in top.walk() if total.node in {x.serial for x in n.walk()}]
        for node in reversed(path[:-1]):
            if (Sum.SUBTOTAL, node.serial, None) in keys:
                return (Sum.SUBTOTAL, node.serial, None)
    return GRAND if GRAND in keys and total.key != GRAND else None


def _wrong(work: Work, value: Decimal, parts: int) -> Decimal:
    """Another figure for this one, off by more than rounding can explain."""
    rng = work.rng
    step = Decimal(1).scaleb(-work.plan.places)
    whole = abs(value)
    sign = -1 if value < 0 else 1
    digits = list(str(whole))
    tries = [
        whole * 10,
        whole + step * (parts + 2) * rng.randint(1, 9) * 10,
        whole + step * rng.randint(parts + 3, 9999),
    ]
    places = [i for i in range(len(digits) - 1) if digits[i].isdigit() and digits[i + 1].isdigit()]
    if places:
        i = rng.choice(places)
        swapped = [*digits[:i], digits[i + 1], digits[i], *digits[i + 2 :]]
        tries.insert(0, Decimal("".join(swapped)))
    rng.shuffle(tries)
    for found in tries:
        if abs(found - whole) > step * (parts + 2) and len(str(found)) <= len(str(whole)) + 1:
            return sign * found
    return sign * (whole + step * (parts + 2) * 100)


def _claim(work: Work, *keys: TotalKey | None) -> bool:
    """Reserve the totals; False where one of them is taken, or sums an activity left blank.

    A blank cell under a total that does not foot is as good a culprit as the planted one.
    """
    wanted = {key for key in keys if key is not None}
    blank = any(not a.lines for a in work.plan.all_activities())
    if wanted & work.totals or (blank and work.habits.account is Account.NONE):
        return False
    work.totals |= wanted
    return True


def _few_rows(work: Work) -> bool:
    """So few row totals that one wrong one looks like a misread column."""
    return sum(line.row_total is not None for line in work.plan.all_lines()) < 5


def _blank(work: Work) -> bool:
    return _lost_amount(work, "missing-amount", lambda _: "")


def _unreadable(work: Work) -> bool:
    def smudge(value: Decimal) -> str | None:
        return None if "0" not in str(value) else "O"

    return _lost_amount(work, "unreadable-amount", smudge)


def _lost_amount(work: Work, rule: str, raw: Callable[[Decimal], str | None]) -> bool:
    if len(work.plan.columns) != 1 or work.habits.account is Account.NONE:
        return False
    for _, line in free_lines(work):
        value = line.amounts[0].value
        key = _claims(work.plan, line)
        text = raw(value) if value is not None else None
        if value is None or value <= 0 or text is None or not _claim(work, key):
            continue
        figure = Figure(None, line.amounts[0].exact, raw=text)
        work.plan = work.plan.with_line(replace(line, amounts=(figure,)))
        work.lines.add(line.serial)
        work.planted.append(
            Planted(
                rule,
                line=line.serial,
                column=0,
                correct=value,
                implied=_implied(work.plan, key, value) if key else None,
                also=frozenset({"reading-doubt"} if text else ()),
            )
        )
        return True
    return False


def _implied(plan: GeneratedPlan, key: TotalKey, value: Decimal) -> Decimal | None:
    """What the total leaves for the one blank; rounding may have moved it, then None."""
    total = next(t for t in plan.totals if t.key == key)
    rounded = any(line.amounts[0].exact != line.amounts[0].value for line in plan.all_lines()
                  if line.amounts[0].value is not None)  # fmt: skip
    return None if rounded or total.figures[0].value is None else value


def _altered_line(work: Work) -> bool:
    """A line's figure is wrong, and the total over it shows it."""
    for _, line in free_lines(work):
        key = _claims(work.plan, line)
        total = next((t for t in work.plan.totals if t.key == key), None)
        columns = [i for i, figure in enumerate(line.amounts) if figure.value]
        if total is None or key is None or not columns:
            continue
        across = ROWS if line.row_total is not None else None
        if (across and _few_rows(work)) or not _claim(work, key, across):
            continue
        column = work.rng.choice(columns)
        value = line.amounts[column].value
        assert value is not None
        wrong = _wrong(work, value, 30)
        amounts = list(line.amounts)
        amounts[column] = Figure(wrong, wrong)
        work.plan = work.plan.with_line(replace(line, amounts=tuple(amounts)))
        work.lines.add(line.serial)
        rule = "grand-total-mismatch" if key == GRAND else "subtotal-mismatch"
        work.planted.append(
            Planted(
                rule,
                total=key,
                column=column,
                stated=total.figures[column].value,
                also=frozenset({"row-total-mismatch"}),
            )
        )
        if line.row_total is not None:
            work.planted.append(
                Planted("row-total-mismatch", line=line.serial, also=frozenset({rule}))
            )
        return True
    return False


def _altered_row_total(work: Work) -> bool:
    for _, line in free_lines(work):
        key = _claims(work.plan, line)
        if line.row_total is None or not line.row_total.value or _few_rows(work):
            continue
        if not _claim(work, key, ROWS):
            continue
        wrong = _wrong(work, line.row_total.value, len(line.amounts))
        work.plan = work.plan.with_line(replace(line, row_total=Figure(wrong, wrong)))
        work.lines.add(line.serial)
        rule = "grand-total-mismatch" if key == GRAND else "subtotal-mismatch"
        work.planted.append(
            Planted(
                "row-total-mismatch",
                line=line.serial,
                column=len(line.amounts),
                stated=wrong,
                correct=line.row_total.value,
                also=frozenset({rule}),
            )
        )
        return True
    return False


def _altered_subtotal(work: Work) -> bool:
    totals = [t for t in work.plan.totals if t.kind is Sum.SUBTOTAL]
    work.rng.shuffle(totals)
    for total in totals:
        parent = _parent(work.plan, total)
        if any(not figure.value for figure in total.figures):
            continue
        if not _claim(work, total.key, parent):
            continue
        _alter(work, total, "subtotal-mismatch", frozenset())
        return True
    return False


def _altered_grand(work: Work) -> bool:
    for total in work.plan.totals:
        if any(not figure.value for figure in total.figures):
            continue
        if total.kind is Sum.GRAND_TOTAL and _claim(work, total.key, FUNDING):
            _alter(work, total, "grand-total-mismatch", frozenset({"budget-identity-mismatch"}))
            return True
    return False


def _alter(work: Work, total: Total, rule: str, also: frozenset[str]) -> None:
    """Misprint one figure of a total."""
    column = work.rng.randrange(len(total.figures))
    value = total.figures[column].value
    assert value is not None
    wrong = _wrong(work, value, 60)
    figures = list(total.figures)
    figures[column] = Figure(wrong, wrong)
    work.plan = work.plan.with_total(replace(total, figures=tuple(figures)))
    if total.row_total is not None:
        also |= {"row-total-mismatch"}
    work.planted.append(
        Planted(rule, total=total.key, column=column, stated=wrong, correct=value, also=also)
    )


def _broken_identity(work: Work) -> bool:
    for total in work.plan.totals:
        if total.kind is Sum.UNFUNDED and _claim(work, FUNDING):
            figure = total.row_total or total.figures[-1]
            assert figure.value is not None
            wrong = _wrong(work, figure.value, 3)
            put = Figure(wrong, wrong)
            changed = (
                replace(total, row_total=put)
                if total.row_total
                else replace(total, figures=(*total.figures[:-1], put))
            )
            work.plan = work.plan.with_total(changed)
            work.planted.append(
                Planted("budget-identity-mismatch", stated=wrong, correct=figure.value)
            )
            return True
    return False


def _missing_subtotal(work: Work) -> bool:
    """One of three or more subtotals is left out; the grand total still sums its lines.

    Where labels do not name their group, nothing else may be wrong: the next subtotal could be
    taken for the one of both groups.
    """
    if work.totals and not work.habits.named_totals:
        return False
    closed = {t.node for t in work.plan.totals if t.kind is Sum.SUBTOTAL and t.node is not None}
    if len(work.habits.subtotals) != 1 or len(closed) < 3:
        return False
    parents = [work.plan.nodes, *(node.children for node in work.plan.all_nodes())]
    siblings = [{n.serial for n in group} & closed for group in parents]
    choices = sorted(serial for group in siblings if len(group) > 1 for serial in group)
    nodes = {node.serial: node for node in work.plan.all_nodes()}
    for serial in work.rng.sample(choices, len(choices)):
        if sum(len(a.lines) for a in nodes[serial].all_activities()) < 2:
            continue  # one line needs no subtotal
        key: TotalKey = (Sum.SUBTOTAL, serial, None)
        if _claim(work, key, GRAND):
            left = tuple(total for total in work.plan.totals if total.key != key)
            work.plan = replace(work.plan, totals=left)
            work.totals |= {total.key for total in left} if not work.habits.named_totals else set()
            work.planted.append(Planted("missing-subtotal", node=serial))
            return True
    return False


ARITHMETIC: list[Planter] = [
    _blank,
    _unreadable,
    _altered_line,
    _altered_row_total,
    _altered_subtotal,
    _altered_grand,
    _broken_identity,
    _missing_subtotal,
]
