"""Commands of an operator, in the order of what they touch: places and people, then cases."""
