"""The command line: words in, an answer on stdout, everything else on stderr."""
