"""A phone's sign-ins against a model: `chain` the model, `history` a phone, its copies and the server, `defects`."""
