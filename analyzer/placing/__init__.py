"""Where a theme stands that no mechanism explains: on which layer, and at which stage of its side's journey."""

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
