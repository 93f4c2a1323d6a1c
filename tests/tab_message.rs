//! What tabs tell one another is read by tabs that run an older or a newer version: the words stay.

use blikveld::tab_message::TabMessage;

/// Each message with the text that every version since 1.0 sends.
fn all() -> [(TabMessage, &'static str); 6] {
    [
        (TabMessage::SyncNow, "!sync"),
        (TabMessage::OutboxChanged, "!outbox"),
        (TabMessage::StadChanged, "!stad"),
        (TabMessage::Leaving, "!leaving"),
        (TabMessage::Left, "!left"),
        (TabMessage::Changed(vec!["visit".to_owned(), "thermos-note".to_owned()]), "visit,thermos-note"),
    ]
}

#[test]
fn the_words_between_tabs_stay_as_they_are() {
    for (message, text) in all() {
        assert_eq!(message.to_string(), text);
        assert_eq!(TabMessage::parse(text), message);
    }
}

#[test]
fn what_a_newer_version_says_names_no_kind_of_ours() {
    assert_eq!(TabMessage::parse("!other"), TabMessage::Changed(vec!["!other".to_owned()]));
}
