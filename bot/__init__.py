"""The report in Telegram, and the same conversation in the console.

question → conversation → view → Telegram / console
"""
