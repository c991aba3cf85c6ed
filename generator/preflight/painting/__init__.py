"""Pages as their content streams paint them: every mark counted, bounded and placed."""
