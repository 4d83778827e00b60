"""Numbers that leave a unit: what is counted up, and how much of it may be told. No name and no id of a client."""
