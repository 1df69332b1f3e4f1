import Yams

/// The keys of one mapping and their values, of which each is taken once.
struct DeclarationFields {
    private struct Field {
        let name: String
        let key: Node
        let value: Node
    }

    let reader: DeclarationReader
    /// The mapping.
    let node: Node
    private var fields: [Field] = []

    init(reader: DeclarationReader, node: Node) {
        self.reader = reader
        self.node = node
    }

    mutating func add(_ name: String, key: Node, value: Node) {
        fields.append(Field(name: name, key: key, value: value))
    }

    /// The value of a key, or nil without it.
    mutating func take(_ name: String) throws(DeclarationError) -> Node? {
        guard let position = fields.firstIndex(where: { $0.name == name }) else { return nil }
        return fields.remove(at: position).value
    }

    /// What a key's value reads as, or nil without the key.
    mutating func take<Value>(
        _ name: String, _ read: (Node, String) throws(DeclarationError) -> Value
    ) throws(DeclarationError) -> Value? {
        guard let value = try take(name) else { return nil }
        return try read(value, name)
    }

    /// Complains about the first key that nobody took.
    ///
    /// - Parameter known: all that could have been taken.
    func finish(known: [String]) throws(DeclarationError) {
        guard let first = fields.first else { return }
        throw reader.error(first.key, "there is no key \"\(first.name)\" here; there are: \(known.joined(separator: ", "))")
    }

    /// Complains about a key that is there but means nothing here.
    func refuse(_ names: [String], because reason: String) throws(DeclarationError) {
        guard let field = fields.first(where: { names.contains($0.name) }) else { return }
        throw reader.error(field.key, "\(field.name) \(reason)")
    }
}
