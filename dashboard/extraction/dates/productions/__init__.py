"""What the rules make of the words they match; None when the words are no date after all."""
