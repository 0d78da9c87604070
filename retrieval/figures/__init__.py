"""What reports count: figures with label, unit, time and role, each a span of the text."""
