/// What went wrong with connections, each reason with its count; bounded, since a peer chooses some of the words.
struct FailureLog: Equatable {
    private static let maximumReasons = 16
    private(set) var reasons: [(text: String, count: Int)] = []

    mutating func add(_ text: String) {
        if let index = reasons.firstIndex(where: { $0.text == text }) {
            reasons[index].count += 1
        } else if reasons.count < Self.maximumReasons {
            reasons.append((text, 1))
        } else {
            reasons[Self.maximumReasons - 1].count += 1
        }
    }

    static func == (left: FailureLog, right: FailureLog) -> Bool {
        left.reasons.elementsEqual(right.reasons, by: ==)
    }
}
