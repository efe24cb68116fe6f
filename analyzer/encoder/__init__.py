"""BERT encoders for CPUs, independent of the model: in torch for many texts, in numpy for a few."""
