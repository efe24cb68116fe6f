"""A run's steps, from stored statements to stored themes and links."""

from analyzer.pipeline.runs.execute import ask_to_cancel, create_run, execute, is_left, queue_again

__all__ = ["ask_to_cancel", "create_run", "execute", "is_left", "queue_again"]
