"""Training of the built-in names tagger from ../shared; nothing here is needed at run time."""
