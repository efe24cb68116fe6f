"""The faces: pages, the command line, and the jobs that both leave to the worker."""
