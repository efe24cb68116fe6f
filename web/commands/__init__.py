"""What the commands of ``headwater`` do, beside taking their options."""
