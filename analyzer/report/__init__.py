"""Outputs of an analysis: analysis.json and statements.csv for analysts, and the leaders' report."""

from analyzer.report.build import Report, build_report
from analyzer.report.html import to_html
from analyzer.report.record import SCHEMA, schema, to_json
from analyzer.report.sheets import write_statements_csv
from analyzer.report.topics import to_topics

__all__ = ["SCHEMA", "Report", "build_report", "schema", "to_html", "to_json", "to_topics", "write_statements_csv"]
