"""The work of the ``headwater`` commands, apart from parsing options."""
