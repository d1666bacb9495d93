"""The gate: SHACL shapes decide what enters the graph, and say why not.

    gate = Gate()                                   # reads the shapes once
    for violation in gate.check(quads, entity_quads):
        violation.facts, violation.reason           # the facts to set aside, and why
    report_graph(violations)                        # the SHACL report as Turtle

Importing this loads neither rdflib nor pySHACL; the gate does when it has to refuse something, and for its sample.
"""

from kg.gate.gate import Gate
from kg.gate.report import report_graph
from kg.gate.violation import Severity, Violation
from kg.gate.whole import check_whole

__all__ = ["Gate", "Severity", "Violation", "check_whole", "report_graph"]
