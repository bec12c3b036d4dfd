"""What the benchmarks are made of: servers, browsers, played sessions, and how a result is told."""
