"""Batches of the command `voiceprompt` on several machines: `voiceprompt-cluster`.

The command does the work; what is here lists, cuts into shards, brings recordings to workers and
prompts back, and writes down what was made of what.
"""
