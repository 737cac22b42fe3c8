"""The words of each register: data classes in and out, life cycles, codes. Pure Python."""
