"""Classify themes that no mechanism explains by layer, and by stage of their side's journey."""

from analyzer.placing.examples import Example
from analyzer.placing.lesson import Lesson, layer_lesson, stage_lesson
from analyzer.placing.place import Placer, fit, judge_layers, judge_stages, load

__all__ = [
    "Example",
    "Lesson",
    "Placer",
    "fit",
    "judge_layers",
    "judge_stages",
    "layer_lesson",
    "load",
    "stage_lesson",
]
