"""The command ``goodhart``: reads options, calls what is public, prints; heavy imports wait for the command in need."""
