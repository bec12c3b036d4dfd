"""Addresses, cookies, codes, numbers, times, templates: what every page needs and no session knows of."""
