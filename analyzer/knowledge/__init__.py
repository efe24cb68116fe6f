"""The knowledge base: how an employee pain may become a customer complaint, and what cannot be linked at all.

It proposes pairs and explains them, but never decides that a link exists. Users can add a file of the same shape.
"""

from analyzer.knowledge.files import load, read_own, shipped_files
from analyzer.knowledge.status import MechanismStatus, Status, judge_mechanisms
from analyzer.knowledge.values import Anchor, Knowledge, KnowledgeError, Mechanism, Placebo

__all__ = [
    "Anchor",
    "Knowledge",
    "KnowledgeError",
    "Mechanism",
    "MechanismStatus",
    "Placebo",
    "Status",
    "judge_mechanisms",
    "load",
    "read_own",
    "shipped_files",
]
