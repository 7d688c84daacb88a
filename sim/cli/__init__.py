"""The command ``goodhart``: it reads options, calls what is public and prints; heavy imports wait for their command."""
