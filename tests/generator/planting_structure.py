"""Plant errors of numbering, accounts and repetition; the totals are summed after them."""

from __future__ import annotations

from dataclasses import replace

from .facts import accounts
from .habits import Account, Numbering
from .plan_model import Activity, Line, Planted
from .planting import Planter, Work, free_lines


def _duplicate_line(work: Work) -> bool:
    if work.habits.account is Account.NONE:
        return False
    for activity, line in free_lines(work):
        if activity.dash:
            continue
        copy = replace(line, serial=line.serial + 100_000)
        changed = replace(activity, lines=(*activity.lines, copy))
        work.plan = work.plan.with_activity(changed)
        work.lines |= {line.serial, copy.serial}
        work.planted.append(Planted("duplicate-line", line=copy.serial))
        return True
    return False


def _renumber(number: str, step: int) -> str:
    *path, last = number.split(".")
    return ".".join([*path, str(int(last) + step)])


def _numbered(work: Work) -> list[tuple[tuple[Activity, ...], int]]:
    """Places in groups of numbered siblings, none of which has been touched."""
    if (
        work.habits.numbering is Numbering.NONE
        or work.activities
        or "activity" in (work.habits.subtotals)
    ):
        return []
    found = []
    for node in work.plan.all_nodes():
        places = [i for i, a in enumerate(node.activities) if a.number is not None]
        found += [(node.activities, i) for i in places[1:]]
    work.rng.shuffle(found)
    return found


def _shift_numbers(
    work: Work, group: tuple[Activity, ...], place: int, step: int, own: str | None
) -> None:
    changed = tuple(
        a
        if i < place or a.number is None
        else replace(a, number=own if i == place else _renumber(a.number, step))
        for i, a in enumerate(group)
    )
    work.plan = work.plan.with_activities(lambda g: changed if g == group else g)
    work.activities |= {a.serial for a in group}


def _duplicate_number(work: Work) -> bool:
    for group, place in _numbered(work):
        number = group[place].number
        assert number is not None
        _shift_numbers(work, group, place, -1, _renumber(number, -1))
        work.planted.append(Planted("duplicate-number", activity=group[place].serial))
        return True
    return False


def _missing_number(work: Work) -> bool:
    for group, place in _numbered(work):
        _shift_numbers(work, group, place, -1, None)
        work.planted.append(Planted("missing-number", activity=group[place].serial))
        return True
    return False


def _numbering_gap(work: Work) -> bool:
    for group, place in _numbered(work):
        number = group[place].number
        assert number is not None
        _shift_numbers(work, group, place, 1, _renumber(number, 1))
        work.planted.append(Planted("numbering-gap", activity=group[place].serial))
        return True
    return False


def _coded(work: Work) -> list[Line]:
    lines = [line for _, line in free_lines(work) if line.code is not None]
    return lines if len(lines) >= 6 else []  # 'most codes are known' needs a most


def _unknown_code(work: Work) -> bool:
    known = {code for code, _ in accounts()}
    for line in _coded(work):
        code = next(c for c in (str(work.rng.randint(710, 759)) + "50" for _ in range(99))
                    if c not in known)  # fmt: skip
        work.plan = work.plan.with_line(replace(line, code=code))
        work.lines.add(line.serial)
        work.planted.append(Planted("unknown-account-code", line=line.serial))
        return True
    return False


def _label_mismatch(work: Work) -> bool:
    chart = accounts()
    for line in _coded(work):
        if line.account is None:
            return False
        others = [name for code, name in chart if code[:2] != (line.code or "")[:2]]
        name = work.rng.choice(others)
        work.plan = work.plan.with_line(replace(line, account=name))
        work.lines.add(line.serial)
        work.planted.append(Planted("account-label-mismatch", line=line.serial))
        return True
    return False


def _missing_code(work: Work) -> bool:
    for line in _coded(work):
        if line.account is None:
            return False
        work.plan = work.plan.with_line(replace(line, code=None))
        work.lines.add(line.serial)
        work.planted.append(Planted("missing-account-code", line=line.serial))
        return True
    return False


STRUCTURE: list[Planter] = [
    _duplicate_line,
    _duplicate_number,
    _missing_number,
    _numbering_gap,
    _unknown_code,
    _label_mismatch,
    _missing_code,
]
