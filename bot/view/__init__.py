"""How everything looks: from answers, paragraphs and reports to replies."""
