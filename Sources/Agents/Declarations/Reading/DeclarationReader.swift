import Yams

/// Reads the nodes of a file of agents; each complaint has its place.
struct DeclarationReader {
    let file: String

    /// The document of a text; nil when there is none.
    func tree(_ yaml: String) throws(DeclarationError) -> Node? {
        do {
            try KeyCheck.check(yaml)
            return try Yams.compose(yaml: yaml)
        } catch let flaw as KeyCheck.Flaw {
            throw DeclarationError(file: file, line: flaw.line, column: flaw.column, message: flaw.message)
        } catch let error as YamlError {
            throw DeclarationError(error, file: file)
        } catch {
            throw DeclarationError(file: file, message: "this is not YAML")
        }
    }

    /// A complaint about a node.
    func error(_ node: Node?, _ message: String) -> DeclarationError {
        DeclarationError(file: file, line: node?.mark?.line, column: node?.mark?.column, message: message)
    }

    func isNull(_ node: Node) -> Bool {
        node.tag == Tag(.null)
    }

    /// The keys and values of a node that is to have some.
    func fields(of node: Node, _ what: String, example: String) throws(DeclarationError) -> DeclarationFields {
        guard let mapping = node.mapping else { throw error(node, "\(what) should have keys with values, such as \(example)") }
        var fields = DeclarationFields(reader: self, node: node)
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw error(key, "a key should be a word") }
            guard !isNull(value) else { throw error(key, "\(name) has no value; give it one or remove the line") }
            fields.add(name, key: key, value: value)
        }
        return fields
    }

    /// The elements of a list.
    func list(_ node: Node, _ name: String, limit: Int) throws(DeclarationError) -> [Node] {
        guard let sequence = node.sequence else { throw error(node, "\(name) should be a list") }
        guard sequence.count <= limit else { throw error(node, "\(name) should have at most \(limit) entries") }
        return Array(sequence)
    }

    /// A text, not empty.
    ///
    /// - Parameter limit: bytes.
    func text(_ node: Node, _ name: String, limit: Int) throws(DeclarationError) -> String {
        guard let text = node.scalar?.string, !isNull(node) else { throw error(node, "\(name) should be a text") }
        guard !text.allSatisfy(\.isWhitespace) else { throw error(node, "\(name) should not be empty") }
        guard text.utf8.count <= limit else { throw error(node, "\(name) should have at most \(limit) bytes") }
        return text
    }
}
