"""The example records: drawn from a made-up population whose totals are the published ones.

Not observed. The population is drawn first (where, when, what, how many workers, internet use,
growth), in blocks whose businesses are alike; then a sample of it as `design.py` says, whose
weights are raked to the targets. Every number that is not read from a file stands in `settings.py`,
and is ours.
"""
