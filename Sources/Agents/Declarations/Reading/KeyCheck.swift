import CYaml

/// Looks through the events of a YAML text before nodes are made of them.
///
/// A mapping's keys are compared with each other when its node is made, all that they hold with them; and an alias may stand for
/// what holds aliases, so that a few lines hold billions of things. As values they are shared and cost nothing, as keys they are walked
/// through. What a file of agents has for keys are words.
struct KeyCheck: ~Copyable {
    /// What is wrong, and where; from 1 on.
    struct Flaw: Error, Equatable {
        var line: Int
        var column: Int
        var message: String
    }

    /// More keys than this has no mapping that means something.
    private static let keyLimit = 256

    private enum Container {
        case sequence
        /// How many keys came, and whether the next node is one.
        case mapping(keys: Int, isKeyNext: Bool)
    }

    private var containers: [Container] = []

    /// Checks a text. What is no YAML passes: who reads it says what is wrong with it.
    static func check(_ yaml: String) throws(Flaw) {
        var yaml = yaml
        let flaw = yaml.withUTF8 { bytes -> Flaw? in
            var parser = yaml_parser_t()
            guard yaml_parser_initialize(&parser) == 1 else { return nil }
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            var check = KeyCheck()
            return check.flaw(&parser)
        }
        if let flaw { throw flaw }
    }

    private mutating func flaw(_ parser: inout yaml_parser_t) -> Flaw? {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT { return nil }
            if let message = take(event.type) {
                return Flaw(line: event.start_mark.line + 1, column: event.start_mark.column + 1, message: message)
            }
        }
    }

    /// What is wrong with the next event; nil when nothing is.
    private mutating func take(_ type: yaml_event_type_t) -> String? {
        switch type {
        case YAML_SCALAR_EVENT: return takeNode(isWord: true)
        case YAML_ALIAS_EVENT: return takeNode(isWord: false)
        case YAML_SEQUENCE_START_EVENT: return open(.sequence)
        case YAML_MAPPING_START_EVENT: return open(.mapping(keys: 0, isKeyNext: true))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: _ = containers.popLast()
        default: break
        }
        return nil
    }

    private mutating func open(_ container: Container) -> String? {
        if let flaw = takeNode(isWord: false) { return flaw }
        containers.append(container)
        return nil
    }

    private mutating func takeNode(isWord: Bool) -> String? {
        guard case .mapping(let keys, let isKeyNext)? = containers.last else { return nil }
        if isKeyNext {
            guard isWord else { return "a key should be a word" }
            guard keys < Self.keyLimit else { return "there are more than \(Self.keyLimit) keys beside each other" }
        }
        containers[containers.count - 1] = .mapping(keys: keys + (isKeyNext ? 1 : 0), isKeyNext: !isKeyNext)
        return nil
    }
}
