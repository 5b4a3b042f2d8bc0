"""What lasts, on SQLite: deliveries and whose turn it is, and what was published."""
