import Yams

extension DeclarationError {
    /// What a YAML parser complains about, in one line.
    init(_ error: YamlError, file: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let around = context.map { " \($0.text.split(separator: "\n").joined(separator: " "))" } ?? ""
            self.init(file: file, line: mark.line, column: mark.column, message: "this is not YAML: \(problem)\(around)")
        case .duplicatedKeysInMapping(let names, let context):
            let name = names.first ?? ""
            self.init(file: file, line: context.mark.line, column: context.mark.column, message: "the key \(name) stands twice")
        case .reader(let problem, _, _, _):
            self.init(file: file, message: "this is not YAML: \(problem)")
        default:
            self.init(file: file, message: "this is not YAML")
        }
    }
}
