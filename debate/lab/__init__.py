"""The lab: the same ballots under other procedures, and what a class's rankings say.

Everything is worked out afterwards from closed ballots and from the record, in whole numbers and fractions.
Each module names its assumption; where secret or paper ballots hide what a question needs, the answer is that
nobody can tell, and never a guess.
"""
