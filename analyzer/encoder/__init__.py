"""BERT encoders for processors, for whatever model: with torch for many texts, with numpy for a few."""
