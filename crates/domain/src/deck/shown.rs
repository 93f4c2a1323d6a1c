//! In which languages a deck is shown, and on which side of the table.

use super::{Card, Play};

/// What a deck begins with.
const FIRST: &str = "nl";

impl Play {
    /// The language of the large letters.
    #[must_use]
    pub fn language(&self) -> &str {
        if self.first.is_empty() { FIRST } else { &self.first }
    }

    /// The languages that lie beside it.
    #[must_use]
    pub fn beside(&self) -> Vec<&str> {
        [self.second.as_str(), self.third.as_str()].into_iter().filter(|one| !one.is_empty()).collect()
    }

    /// The large prompt and those beside it, each with its language. What the card does not have is left out.
    #[must_use]
    pub fn texts<'a>(&'a self, card: &'a Card) -> Vec<(&'a str, &'a str)> {
        let mut texts = vec![card.shown(self.language())];
        for language in self.beside() {
            let text = card.text(language);
            if !text.is_empty() && texts.iter().all(|(there, _)| *there != language) {
                texts.push((language, text));
            }
        }
        texts
    }

    /// The prompt for the person across the table, with its language: the second where there is one.
    #[must_use]
    pub fn across<'a>(&'a self, card: &'a Card) -> (&'a str, &'a str) {
        let second = card.text(&self.second);
        if second.is_empty() { card.shown(self.language()) } else { (&self.second, second) }
    }

    /// Makes a language the large one. One that lay beside it changes places.
    pub fn choose(&mut self, language: &str) {
        let before = std::mem::replace(&mut self.first, language.to_owned());
        let before = if before.is_empty() { FIRST.to_owned() } else { before };
        for beside in [&mut self.second, &mut self.third] {
            if *beside == language {
                beside.clone_from(&before);
            }
        }
    }

    /// Lays a language beside the large one, or takes it away; the last one makes room where two lie there.
    pub fn toggle_beside(&mut self, language: &str) {
        if language == self.language() {
            return;
        }
        if self.second == language {
            self.second = std::mem::take(&mut self.third);
        } else if self.third == language {
            self.third.clear();
        } else if self.second.is_empty() {
            language.clone_into(&mut self.second);
        } else {
            language.clone_into(&mut self.third);
        }
    }

    /// Chooses the language for the person across; the large one too, and both then read the same.
    pub fn choose_across(&mut self, language: &str) {
        if language == self.language() {
            self.second.clear();
        } else {
            let before = std::mem::replace(&mut self.second, language.to_owned());
            if self.third == language {
                self.third = before;
            }
        }
    }

    /// Shows the card twice, its upper half for the person across, or once again.
    pub fn toggle_halves(&mut self) {
        self.halves = !self.halves;
        self.turned = false;
    }

    /// Turns the whole card half a circle; a card with two sides is one again.
    pub fn toggle_turned(&mut self) {
        self.turned = !self.turned && !self.halves;
        self.halves = false;
    }

    /// Each side reads what the other did.
    pub fn change_sides(&mut self) {
        if !self.second.is_empty() {
            let first = self.language().to_owned();
            self.first = std::mem::replace(&mut self.second, first);
        }
    }
}
