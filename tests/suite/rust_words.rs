//! Rust as a row of words, as far as `rooms.rs` needs it: comments gone, strings kept apart, paths with their groups opened.

/// An identifier, a mark, or the inside of a string with a `"` before it.
#[derive(Debug, Clone)]
pub struct Word {
    pub text: String,
    pub line: usize,
}

/// A path that starts at `crate`, `super` or `self`, and how many inline modules are around it.
#[derive(Debug)]
pub struct Path {
    pub segments: Vec<String>,
    pub line: usize,
    pub inside: usize,
}

/// The words of a source text.
pub fn words(source: &str) -> Vec<Word> {
    let c: Vec<char> = source.chars().collect();
    let at = |i: usize| c.get(i).copied().unwrap_or('\0');
    let mut found = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < c.len() {
        let start = i;
        let mut text = String::new();
        if at(i) == '/' && at(i + 1) == '/' {
            while i < c.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == '/' && at(i + 1) == '*' {
            i = after_comment(&c, i);
        } else if at(i) == '"' {
            (text, i) = string(&c, i, 0, true);
        } else if at(i) == '\'' {
            i = after_quote(&c, i);
        } else if at(i).is_alphanumeric() || at(i) == '_' {
            while at(i).is_alphanumeric() || at(i) == '_' {
                text.push(at(i));
                i += 1;
            }
            let marks = c[i..].iter().take_while(|m| **m == '#').count();
            let raw = ["r", "br", "cr"].contains(&text.as_str()) && at(i + marks) == '"';
            if raw {
                (text, i) = string(&c, i + marks, marks, false);
            } else if ["b", "c"].contains(&text.as_str()) && at(i) == '"' {
                (text, i) = string(&c, i, 0, true);
            }
        } else {
            if !at(i).is_whitespace() {
                text.push(at(i));
            }
            i += 1;
        }
        if !text.is_empty() {
            found.push(Word { text, line });
        }
        line += c[start..i].iter().filter(|c| **c == '\n').count();
    }
    found
}

/// A string that opens at `i`: its inside, and where it is over.
fn string(c: &[char], i: usize, marks: usize, escapes: bool) -> (String, usize) {
    let mut text = String::from('"');
    let mut i = i + 1;
    while i < c.len() {
        if c[i] == '"' && c[i + 1..].iter().take(marks).filter(|m| **m == '#').count() == marks {
            return (text, i + 1 + marks);
        }
        text.push(c[i]);
        i += if escapes && c[i] == '\\' { 2 } else { 1 };
    }
    (text, c.len())
}

fn after_comment(c: &[char], mut i: usize) -> usize {
    let mut depth = 0;
    while i < c.len() {
        match (c[i], c.get(i + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                i += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    i
}

/// Past a character, or past the quote of a lifetime.
fn after_quote(c: &[char], i: usize) -> usize {
    if c.get(i + 1) == Some(&'\\') {
        // The escaped character itself may be a quote.
        return (i + 3..c.len()).find(|j| c[*j] == '\'').map_or(c.len(), |j| j + 1);
    }
    if c.get(i + 2) == Some(&'\'') { i + 3 } else { i + 1 }
}

/// All paths of a source, those inside the braces of a `use` one by one.
pub fn paths(words: &[Word]) -> Vec<Path> {
    let text = |i: usize| words.get(i).map_or("", |w: &Word| w.text.as_str());
    let mut found = Vec::new();
    let mut modules: Vec<usize> = Vec::new();
    let mut depth = 0;
    for (i, word) in words.iter().enumerate() {
        match word.text.as_str() {
            "{" => {
                depth += 1;
                if i >= 2 && text(i - 2) == "mod" {
                    modules.push(depth);
                }
            }
            "}" => {
                if modules.last() == Some(&depth) {
                    modules.pop();
                }
                depth -= 1;
            }
            "crate" | "super" | "self" => {
                let first = i < 2 || (text(i - 1), text(i - 2)) != (":", ":");
                let renamed = word.text == "crate" && text(i + 1) == "as";
                if first && (renamed || (text(i + 1), text(i + 2)) == (":", ":")) && !in_group(words, i) {
                    let mut opened = Vec::new();
                    open(words, i, &[], &mut opened);
                    found.extend(opened.into_iter().map(|segments| Path { segments, line: word.line, inside: modules.len() }));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a word stands in the braces of a longer path, which opens it itself.
fn in_group(words: &[Word], i: usize) -> bool {
    let mut depth = 0;
    for j in (0..i).rev() {
        match words[j].text.as_str() {
            ";" => return false,
            "}" => depth += 1,
            "{" if depth > 0 => depth -= 1,
            "{" => return j >= 2 && words[j - 1].text == ":" && words[j - 2].text == ":",
            _ => {}
        }
    }
    false
}

/// Follows one path from `i`; returns where it is over.
fn open(words: &[Word], mut i: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let text = |i: usize| words.get(i).map_or("", |w: &Word| w.text.as_str());
    let mut path = before.to_vec();
    loop {
        if text(i) == "{" {
            i += 1;
            while i < words.len() && text(i) != "}" {
                i = open(words, i, &path, found);
                while i < words.len() && text(i) != "," && text(i) != "}" {
                    i += 1;
                }
                if text(i) == "," {
                    i += 1;
                }
            }
            return i + 1;
        }
        path.push(text(i).to_owned());
        i += 1;
        if text(i) != ":" || text(i + 1) != ":" {
            found.push(path);
            return i;
        }
        i += 2;
    }
}

/// The words outside modules that only tests compile.
pub fn without_unit_tests(words: &[Word]) -> Vec<Word> {
    const OPENS: [&str; 8] = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let mut kept = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let opens = words[i..].iter().zip(OPENS).filter(|(w, o)| w.text == *o).count() == OPENS.len();
        if !opens {
            kept.push(words[i].clone());
            i += 1;
            continue;
        }
        let mut depth = 0;
        i += OPENS.len();
        while i < words.len() {
            match words[i].text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            i += 1;
            if depth == 0 && words[i - 1].text == "}" {
                break;
            }
        }
    }
    kept
}
