"""Projects that wait for their contract, on one budget line."""

from tests.factories.disbursement import make_running_project
from tests.factories.incubation import make_call


def approved_projects(line: object, count: int, amount: float) -> list[str]:
    """Names of this many projects that the committee approved, each to be financed by the line."""
    rows = [{"budget_line": line.name, "amount": amount}]
    call = make_call().name
    return [
        make_running_project(
            tranches=[],
            line=line,
            committed=0,
            call=call,
            workflow_state="Approved",
            granted_amount=amount,
            requested_amount=amount,
            financing=rows,
        ).name
        for _ in range(count)
    ]
