//! Closures behind a pointer. A `dyn Fn` also knows how to be called once and how to be called as a `FnMut`: for every closure of
//! every screen the compiler would write those too, and a phone would fetch them. These know one way. Must not know what is called.

/// What can be asked for a value.
pub trait Tell<T> {
    /// The value.
    fn tell(&self) -> T;
}

impl<T, F: Fn() -> T> Tell<T> for F {
    fn tell(&self) -> T {
        self()
    }
}

/// What something can be told to.
pub trait Hear<T> {
    /// Tells it.
    fn hear(&self, told: T);
}

impl<T, F: Fn(T)> Hear<T> for F {
    fn hear(&self, told: T) {
        self(told);
    }
}
