"""Outputs of an analysis: analysis.json and statements.csv for analysts, and the leaders' report."""

from analyzer.report.analysis_json import SCHEMA, schema, to_json
from analyzer.report.bertopic_model import to_topics
from analyzer.report.build import Report, build_report
from analyzer.report.html import to_html
from analyzer.report.statements_csv import write_statements_csv

__all__ = ["SCHEMA", "Report", "build_report", "schema", "to_html", "to_json", "to_topics", "write_statements_csv"]
