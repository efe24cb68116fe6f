"""The user interfaces: pages and the command line, and the jobs that both leave to the worker."""
