"""What operators see of a running server: its log and its figures. Commands import neither."""
