/// A text that a setting cannot take.
struct BadValue: Error, Sendable, Equatable {
    /// What the setting takes, to be read after "is not": `a whole number from 0 to 65535`.
    let expectation: String

    /// A refusal that names what would have been accepted.
    init(_ expectation: String) {
        self.expectation = expectation
    }
}
