"""The roles that act on a project's path."""

WOMAN = "Incubation Woman"
COACH = "Incubation Coach"
COORDINATOR = "Incubation Coordinator"
EVALUATOR = "Incubation Evaluator"
FUNDER = "Incubation Funder"
SECRETARY = "Incubation Committee Secretary"
SYSTEM_MANAGER = "System Manager"
