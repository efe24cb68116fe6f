"""The analysis: pure steps from text to linked themes, and the pipeline that knows their order."""
