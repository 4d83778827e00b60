"""What people without an account ask of a unit. Of where they come from nothing is kept, and of when only the day."""
