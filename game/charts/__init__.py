"""Charts as plain geometry: what stands where, in per cent across and in lines of text (em) down.

No colours, no words, no markup here: callers bring labels that are translated, the templates in
`templates/charts/` draw what these values say, and the stylesheet gives the ink. Lengths across are per cent
of the picture, so that it fits any width while its text stays readable.
"""
