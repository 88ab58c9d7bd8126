"""How fast amendtool is, as ratios measured in one run: ``python -m benchmarks``.

What is measured and how to read it is told in ``benchmarks/README.md``.
"""
