"""One check per rule of the architecture: a function from a source tree to its findings.

`test_tree.py` runs each on this tree, the other tests on small trees with the rule broken.
"""
