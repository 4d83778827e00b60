"""`pulih`: what an operator does. It writes by the same way as everybody, and what it opens is written down."""
