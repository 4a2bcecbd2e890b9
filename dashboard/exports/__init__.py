"""Files to take away: tables, networks and annotations, each saying what it was made from."""
