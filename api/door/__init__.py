"""What every request passes on its way in and out: id, size, headers, log line, problem document."""
