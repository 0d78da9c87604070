"""A soak under attack: people ask at a steady pace while others do what hardened bots have to bear."""
