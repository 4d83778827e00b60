"""Why something was refused: the tree of problems, and the sentences of faults."""
