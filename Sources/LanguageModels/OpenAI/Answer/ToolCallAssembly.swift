/// Puts calls together from the parts that a stream tells.
struct ToolCallAssembly {
    /// Calls that one answer may make.
    private static let limit = 128

    private var calls: [ModelToolCall] = []
    /// The provider's index of each call; in the order in which they began.
    private var indices: [Int] = []

    /// - Throws: ``ModelError``: `too_large` for too many calls.
    mutating func add(_ part: ToolCallPart) throws(ModelError) {
        let place = try place(of: part)
        // What comes again is the same; an empty one says nothing.
        if let id = part.id, !id.isEmpty { calls[place].id = id }
        if let name = part.name, !name.isEmpty { calls[place].name = name }
        calls[place].arguments += part.arguments
    }

    /// The calls, in the order of their indices.
    ///
    /// - Throws: ``ModelError``: `malformed` for a call without a name.
    func finished() throws(ModelError) -> [ModelToolCall] {
        guard calls.allSatisfy({ !$0.name.isEmpty }) else {
            throw ModelError(.malformed, "the model's answer is not well-formed", detail: "a tool call has no name")
        }
        return zip(indices, calls).sorted { $0.0 < $1.0 }.map { index, call in
            var call = call
            // The answer to a call must name it.
            if call.id.isEmpty { call.id = "call_\(index)" }
            return call
        }
    }

    /// Where a part belongs. Without an index, a new id begins a call, and anything else goes on with the last one.
    private mutating func place(of part: ToolCallPart) throws(ModelError) -> Int {
        if let index = part.index {
            if let place = indices.firstIndex(of: index) { return place }
            return try begin(index)
        }
        let isSame = part.id == nil || part.id?.isEmpty == true || part.id == calls.last?.id
        if isSame, !calls.isEmpty { return calls.count - 1 }
        return try begin((indices.max() ?? -1) &+ 1)
    }

    private mutating func begin(_ index: Int) throws(ModelError) -> Int {
        guard calls.count < Self.limit else {
            throw ModelError(.tooLarge, "the model's answer is too large", detail: "it makes more than \(Self.limit) tool calls")
        }
        calls.append(ModelToolCall(id: "", name: "", arguments: ""))
        indices.append(index)
        return calls.count - 1
    }
}
