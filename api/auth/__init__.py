"""Who somebody is: enrolment codes, phones' signed assertions, offices' passwords, ten-minute tokens."""
