"""Chinese text: normal form, words, pinyin, synonyms, time."""
