import Wire

/// Who is typing in a room, each until a deadline in monotonic nanoseconds.
struct TypingUsers {
    private struct Typist {
        var reference: UserRef
        var deadline: Int64
    }

    private var typists: [ExactText: Typist] = [:]

    /// Whether nobody is typing.
    var isEmpty: Bool { typists.isEmpty }

    /// The user types, until `deadline` unless they say so again.
    ///
    /// - Returns: whether they did not before.
    mutating func start(_ user: UserRef, deadline: Int64) -> Bool {
        typists.updateValue(Typist(reference: user, deadline: deadline), forKey: ExactText(user.id)) == nil
    }

    /// The user types no more.
    ///
    /// - Returns: whether they did before.
    mutating func stop(_ userID: String) -> Bool {
        typists.removeValue(forKey: ExactText(userID)) != nil
    }

    /// Removes those whose deadline has come.
    ///
    /// - Returns: them, by id.
    mutating func expire(at now: Int64) -> [UserRef] {
        guard !typists.isEmpty else { return [] }
        let due = typists.values.filter { $0.deadline <= now }.map(\.reference).sorted { ExactText($0.id) < ExactText($1.id) }
        for user in due {
            typists[ExactText(user.id)] = nil
        }
        return due
    }
}
