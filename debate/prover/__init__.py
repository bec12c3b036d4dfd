"""The prover: can a class bring this meeting to each of its endings, and everybody to their aims, by
persuading those who could be persuaded? Worked out over the tree of results, and played through the rules."""
