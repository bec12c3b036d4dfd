"""The rules of debate: what an assembly is, what may happen in it, and what each person may see.

Pure: no Django, no database, no sockets, no clock, no chance, no files. Time comes in as `at`, milliseconds
since the epoch. `decide(assembly, command, at)` says which events a command causes; `evolve(assembly, event)`
folds an event into the state. Everything else in the project reads the same fold.
"""
