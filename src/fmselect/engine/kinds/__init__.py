"""What models of each kind are judged by, beside capability, cost and latency.

An embedding model has vectors to store, a transcriber makes errors that depend on the recording, a
voice is paid by the character. Each module gives the measures of one kind of a row that is shown;
nothing here decides which row that is.
"""
