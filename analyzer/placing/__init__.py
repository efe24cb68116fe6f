"""Classify themes that no mechanism explains by layer, and by stage of their side's journey."""

from analyzer.placing.examples import Example
from analyzer.placing.place import Placer, fit, judge_layers, judge_stages, load
from analyzer.placing.training_set import TrainingSet, layer_training_set, stage_training_set

__all__ = [
    "Example",
    "Placer",
    "TrainingSet",
    "fit",
    "judge_layers",
    "judge_stages",
    "layer_training_set",
    "load",
    "stage_training_set",
]
