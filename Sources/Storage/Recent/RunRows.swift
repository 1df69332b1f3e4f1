import Chat
import Essentials

/// The rows of one run that the indexing writes a few at a time: requests, then read marks, each in the order of its index.
struct RunRows {
    enum Row {
        case request(RequestKey, StoredRequest)
        case mark(user: String, seq: Int64)
    }

    private let requests: [(key: RequestKey, request: StoredRequest)]
    private let marks: [(key: ExactText, value: Int64)]

    init(requests: [(key: RequestKey, request: StoredRequest)], marks: [ExactText: Int64]) {
        self.requests = requests
        self.marks = marks.sorted { $0.key < $1.key }
    }

    var count: Int {
        requests.count + marks.count
    }

    subscript(index: Int) -> Row {
        guard index >= requests.count else { return .request(requests[index].key, requests[index].request) }
        let mark = marks[index - requests.count]
        return .mark(user: mark.key.text, seq: mark.value)
    }
}
