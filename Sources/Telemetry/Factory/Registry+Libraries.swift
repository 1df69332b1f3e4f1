import Synchronization

extension Registry {
    /// The family that shows what libraries make under a name.
    ///
    /// A name that a family of another kind has, or one that the program declared, would make two families of one. The
    /// later one then gets its kind behind its name, and a sentence in ``problems``.
    ///
    /// - Parameters:
    ///   - name: as it is wanted.
    ///   - make: makes the family under the name that it gets.
    /// - Returns: nil if that name is taken as well.
    func libraryFamily<I: Instrument>(
        _ name: String, kind: FamilyKind, make: (_ name: String) -> LibraryFamily<I>
    ) -> LibraryFamily<I>? {
        let instead = kind.name(insteadOf: name)
        let found = state.withLock { state -> LibraryFamily<I>? in
            for candidate in [name, instead] {
                if let known = state.family(candidate) as? LibraryFamily<I> { return known }
                guard !state.hasName(of: kind, candidate) else { continue }
                let made = make(candidate)
                state.insert(made)
                return made
            }
            return nil
        }
        switch found?.declaration.name {
        case name: break
        case instead: log.add("a library makes a \(kind) \(name), but the name is taken; it is shown as \(instead)")
        default: log.add("a library makes a \(kind) \(name), but the name is taken; it is not shown")
        }
        return found
    }
}

extension Registry.State {
    /// Whether a family has one of the names that this one would have.
    fileprivate func hasName(of kind: FamilyKind, _ name: String) -> Bool {
        let wanted = kind.names(of: name)
        return families.contains { family in
            family.declaration.kind.names(of: family.declaration.name).contains { wanted.contains($0) }
        }
    }
}
