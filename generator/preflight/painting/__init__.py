"""What pages paint: their content streams read, and every mark counted, bounded and placed."""
