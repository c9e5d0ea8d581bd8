"""Drawings made on the server: where lines and bars stand, for templates to write as SVG."""
