"""The words of what the wall offers for a set and its loan has."""

WORDS = {
    "keys.step.extend": ("Extend", "续借"),
}
