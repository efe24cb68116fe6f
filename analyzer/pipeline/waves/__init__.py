"""Runs that follow an earlier one: their themes carried on, and what a person decided about them."""
