"""Positions and characters; no meaning."""
