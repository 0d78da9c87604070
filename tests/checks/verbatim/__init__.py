"""Made documents, rendered as people see them, against the text that is indexed."""
