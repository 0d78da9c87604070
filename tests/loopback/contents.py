"""What a message can hold besides words, in the shapes of the Bot API."""

from __future__ import annotations

from tests.loopback.telegram import Json

__all__ = ["CONTENTS", "OTHER_KINDS", "SERVICE"]

_FILE = {"file_id": "f", "file_unique_id": "u"}
_SIZED = {**_FILE, "width": 90, "height": 60}
_LASTING = {**_FILE, "duration": 3}
_STICKER = {**_SIZED, "type": "regular", "is_animated": False, "is_video": False}
_PERSON = {"id": 5, "is_bot": False, "first_name": "新\u202e来"}
_GROUP = {"id": -12, "type": "group", "title": "居民群"}
_PRIVATE = {"id": 7, "type": "private", "first_name": "居民"}
_PLACE = {"latitude": 39.9, "longitude": 116.4}
_GIFT = {"gift": {"id": "g", "sticker": _STICKER, "star_count": 5}}
_LEFT = {"user": _PERSON, "status": "left"}
_MEMBER = {"user": _PERSON, "status": "member"}
_MESSAGE = {
    "message_id": 1,
    "date": 1_700_000_000,
    "chat": _PRIVATE,
    "from": _PERSON,
    "text": "停车位",
}

CONTENTS: tuple[Json, ...] = (
    {"photo": [_SIZED, _SIZED]}, {"photo": [_SIZED], "media_group_id": "1", "has_media_spoiler": True},
    {"voice": _LASTING}, {"audio": {**_LASTING, "title": "歌"}}, {"video": {**_SIZED, "duration": 3}},
    {"video_note": {**_LASTING, "length": 240}}, {"document": {**_FILE, "file_name": "a\u0000.txt"}},
    {"animation": {**_SIZED, "duration": 1}, "document": _FILE}, {"sticker": _STICKER},
    {"location": _PLACE}, {"location": {**_PLACE, "live_period": 60}},
    {"venue": {"location": _PLACE, "title": "朝阳公园", "address": "x"}, "location": _PLACE},
    {"contact": {"phone_number": "+8613800000000", "first_name": "王"}},
    {"dice": {"emoji": "🎲", "value": 3}}, {"story": {"chat": _GROUP, "id": 3}},
    {"game": {"title": "x", "description": "y", "photo": [_SIZED]}},
    {"poll": {"id": "1", "question": "停车位?", "options": [{"text": "是", "voter_count": 0, "persistent_id": "o"}],
              "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
              "allows_multiple_answers": False,
              "allows_revoting": False, "members_only": False}},
    {"paid_media": {"star_count": 1, "paid_media": [{"type": "preview", "width": 1}]}},
    {"checklist": {"title": "买", "tasks": [{"id": 1, "text": "车"}]}},
    {"giveaway": {"chats": [_GROUP], "winners_selection_date": 1_700_000_000, "winner_count": 1}},
)  # fmt: skip
"""What people send without a word; in private they are told that the bot reads words only."""

SERVICE: tuple[Json, ...] = (
    {"new_chat_members": [_PERSON]}, {"left_chat_member": _PERSON}, {"new_chat_title": "停车位"},
    {"new_chat_photo": [_SIZED]}, {"delete_chat_photo": True}, {"group_chat_created": True},
    {"supergroup_chat_created": True}, {"channel_chat_created": True},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    {"migrate_to_chat_id": -1_009}, {"migrate_from_chat_id": -13},
    {"pinned_message": _MESSAGE}, {"pinned_message": {"message_id": 1, "date": 0, "chat": _GROUP}},
    {"users_shared": {"request_id": 1, "users": [{"user_id": 5}]}},
    {"chat_shared": {"request_id": 1, "chat_id": -12}}, {"connected_website": "example.org"},
    {"gift": _GIFT}, {"write_access_allowed": {"from_request": True}},
    {"proximity_alert_triggered": {"traveler": _PERSON, "watcher": _PERSON, "distance": 5}},
    {"boost_added": {"boost_count": 1}},
    {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
    {"checklist_tasks_done": {"marked_as_done_task_ids": [1]}},
    {"direct_message_price_changed": {"are_direct_messages_enabled": True}},
    {"forum_topic_created": {"name": "停车", "icon_color": 7_322_096}}, {"forum_topic_closed": {}},
    {"forum_topic_edited": {"name": "x"}}, {"forum_topic_reopened": {}},
    {"general_forum_topic_hidden": {}}, {"general_forum_topic_unhidden": {}},
    {"giveaway_created": {}}, {"giveaway_completed": {"winner_count": 1}},
    {"paid_message_price_changed": {"paid_message_star_count": 1}},
    {"video_chat_scheduled": {"start_date": 1_700_000_000}}, {"video_chat_started": {}},
    {"video_chat_ended": {"duration": 9}}, {"video_chat_participants_invited": {"users": [_PERSON]}},
    {"web_app_data": {"data": "{}", "button_text": "x"}},
    {"something_of_next_year": {"x": [None, {"y": 1}]}},
)  # fmt: skip
"""What Telegram itself says in a chat; nobody asks anything."""

OTHER_KINDS: tuple[Json, ...] = (
    {"channel_post": {**_MESSAGE, "chat": {"id": -1_007, "type": "channel", "title": "频道"}}},
    {"edited_channel_post": {**_MESSAGE, "chat": {"id": -1_007, "type": "channel", "title": "频道"}}},
    {"business_message": {**_MESSAGE, "business_connection_id": "b"}},
    {"edited_business_message": {**_MESSAGE, "business_connection_id": "b"}},
    {"deleted_business_messages": {"business_connection_id": "b", "chat": _PRIVATE, "message_ids": [1]}},
    {"business_connection": {"id": "b", "user": _PERSON, "user_chat_id": 5, "date": 1, "is_enabled": True}},
    {"chosen_inline_result": {"result_id": "r", "from": _PERSON, "query": "停车位"}},
    {"poll": CONTENTS[16]["poll"]},
    {"poll_answer": {"poll_id": "1", "user": _PERSON, "option_ids": [0],
                     "option_persistent_ids": ["o"]}},
    {"chat_member": {"chat": _GROUP, "from": _PERSON, "date": 1, "old_chat_member": _LEFT,
                     "new_chat_member": _MEMBER}},
    {"chat_join_request": {"chat": _GROUP, "from": _PERSON, "date": 1, "user_chat_id": 5}},
    {"message_reaction": {"chat": _PRIVATE, "message_id": 1, "date": 1, "user": _PERSON,
                          "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👍"}]}},
    {"pre_checkout_query": {"id": "1", "from": _PERSON, "currency": "XTR", "total_amount": 1,
                            "invoice_payload": "x"}},
    {"something_of_next_year": {"x": 1}}, {},
)  # fmt: skip
"""Kinds of update that the bot has not asked for; old ones may wait from before it asked."""
