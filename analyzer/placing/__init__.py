"""Where a theme stands that no mechanism explains: on which layer, and at which stage of its side's journey."""

from analyzer.placing.examples import Example, layer_examples, stage_examples
from analyzer.placing.place import EXAMPLE_WEIGHT, Lesson, judge_layers, judge_stages

__all__ = ["EXAMPLE_WEIGHT", "Example", "Lesson", "judge_layers", "judge_stages", "layer_examples", "stage_examples"]
