extension JSONWriter {
    /// Writes a member with a string, or nothing when it is nil.
    public mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        self.name(name)
        self.value(value)
    }

    /// Writes a member with a whole number, or nothing when it is nil.
    public mutating func member(_ name: StaticString, _ value: Int64?) {
        guard let value else { return }
        self.name(name)
        self.value(value)
    }

    /// Writes a member with a whole number, or nothing when it is nil.
    public mutating func member(_ name: StaticString, _ value: Int?) {
        member(name, value.map(Int64.init))
    }

    /// Writes a member with a number, `null` when it is not finite, nothing when it is nil.
    public mutating func member(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        self.name(name)
        self.value(value)
    }

    /// Writes a member with a truth value, or nothing when it is nil.
    public mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        self.name(name)
        self.value(value)
    }

    /// Writes a member with an RFC 3339 time from Unix milliseconds, or nothing when it is nil.
    public mutating func member(_ name: StaticString, time milliseconds: Int64?) {
        guard let milliseconds else { return }
        self.name(name)
        time(milliseconds)
    }
}
