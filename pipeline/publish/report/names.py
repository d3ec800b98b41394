"""What lines, activities and groups of a document are called, as printed."""

from __future__ import annotations

from pipeline.outcome import Outcome
from pipeline.publish.report.records import Record, records, text


class Names:
    """Looks up the printed names of one document's things by their ids."""

    def __init__(self, outcome: Outcome) -> None:
        self.nodes = {text(node, "node_id"): node for node in records(outcome, "framework")}
        self.activities = {text(a, "activity_id"): a for a in records(outcome, "activities")}
        self.lines: dict[str, Record] = {}
        for line in records(outcome, "budget_lines"):
            self.lines.setdefault(text(line, "line_id"), line)
        self.totals = {text(total, "total_id"): total for total in records(outcome, "totals")}

    def group(self, record: Record) -> str:
        """The activity or node that a line or total stands under, '' where there is none."""
        activity = self.activities.get(text(record, "activity_id"))
        if activity is not None:
            return text(activity, "number") or text(activity, "label")
        node = self.nodes.get(text(record, "node_id"))
        return self.node(node) if node is not None else ""

    def node(self, node: Record) -> str:
        """A node's number and label."""
        number, label = text(node, "number"), text(node, "label")
        return f"{number} {label}" if number and number != label else label

    def part(self, part_id: str) -> str:
        """A line or a total as it is printed."""
        if part_id in self.lines:
            line = self.lines[part_id]
            words = (text(line, "account_label"), text(line, "account_code"))
            return " ".join(word for word in words if word)
        total = self.totals.get(part_id)
        return text(total, "label") if total is not None else ""

    def root(self, record: Record) -> str:
        """The id of the result that a line serves; of its outermost node where it serves none."""
        activity = self.activities.get(text(record, "activity_id"), {})
        node_id = text(activity, "node_id") or text(record, "node_id")
        seen: list[str] = []
        while node_id in self.nodes and node_id not in seen:
            seen.append(node_id)
            if text(self.nodes[node_id], "level") == "result":
                return node_id
            node_id = text(self.nodes[node_id], "parent_id")
        return seen[-1] if seen else ""
