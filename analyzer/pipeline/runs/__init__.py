"""A run's steps, from stored statements to stored themes and links."""

from analyzer.pipeline.runs.execute import create_run, execute, is_abandoned, queue_again, request_cancel

__all__ = ["create_run", "execute", "is_abandoned", "queue_again", "request_cancel"]
