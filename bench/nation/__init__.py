"""An invented nation on a database: units in real villages, their people, and three years of what they wrote down."""
