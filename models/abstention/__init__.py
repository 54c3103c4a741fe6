"""Measures when matching names no entry: titles as people write them, and titles without one."""
