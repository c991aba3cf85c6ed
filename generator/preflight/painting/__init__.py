"""Reads what pages paint: each mark in their content streams is counted, bounded and placed."""
