"""One module for each command: it parses, calls and renders, and decides nothing itself."""
