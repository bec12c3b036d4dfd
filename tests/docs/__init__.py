"""Pages of the docs that are made of the code, or held against it."""
