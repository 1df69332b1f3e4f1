/// What a text says about how far back to look.
enum WindowReading: Sendable, Equatable {
    /// Nothing.
    case none
    case window(TimeWindow)
    /// Something that is not in ``TimeWindow/range``, or cannot be read.
    case unusable

    /// Reads `5m`, `90 s`, `10 minutes`, `the last hour`, `half an hour`.
    init(_ text: SpokenText) {
        for (index, word) in text.words.enumerated() {
            let next = index + 1 < text.words.count ? text.words[index + 1] : ""
            if let seconds = Self.length(word, next, in: text) {
                self = TimeWindow(seconds: seconds).map(Self.window) ?? .unusable
                return
            }
        }
        self = .none
    }

    /// Reads what stands behind a command: `5m`, `90 s`. Anything else is unusable.
    init(argumentsOf text: SpokenText) {
        let arguments = text.words.dropFirst()
        guard !arguments.isEmpty else {
            self = .none
            return
        }
        let reading = Self(SpokenText(arguments.joined(separator: " ")))
        self = reading == .none ? .unusable : reading
    }

    private static func length(_ word: String, _ next: String, in text: SpokenText) -> Double? {
        if tooLong.contains(word) { return .infinity }
        if word == "half", text.contains("half an hour") { return 1_800 }
        let digits = word.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        if let number = Double(digits) {
            let unit = digits.count == word.count ? next : String(word.dropFirst(digits.count))
            return units[unit].map { number * $0 }
        }
        if let number = numbers[word], let unit = units[next] { return number * unit }
        return nil
    }

    /// Seconds.
    private static let units: [String: Double] = {
        let names: [(Double, String)] = [
            (1, "s sec secs second seconds"), (60, "m min mins minute minutes"), (3_600, "h hr hrs hour hours"),
            (86_400, "d day days"), (604_800, "week weeks"),
        ]
        return Dictionary(uniqueKeysWithValues: names.flatMap { size, names in names.split(separator: " ").map { (String($0), size) } })
    }()

    private static let numbers: [String: Double] = [
        "last": 1, "past": 1, "this": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    ]

    private static let tooLong: Set = ["today", "yesterday", "tonight"]
}
