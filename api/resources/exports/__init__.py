"""What an office takes along of what it is told: tables, and a preview for another system. Never more than its page."""
