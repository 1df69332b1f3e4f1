/// The command line: a command, a folder, and numbers with names.
struct Arguments {
    let command: String?
    let folder: String?
    private var numbers: [String: Int] = [:]

    init(_ words: [String]) {
        command = words.first
        folder = words.dropFirst().first
        for (name, value) in zip(words.dropFirst(2), words.dropFirst(3)) where name.hasPrefix("--") {
            numbers[String(name.dropFirst(2))] = Int(value)
        }
    }

    func number(_ name: String, or preset: Int) -> Int {
        numbers[name] ?? preset
    }
}
