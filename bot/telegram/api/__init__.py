"""The Bot API: client, pace, polls, menus."""
