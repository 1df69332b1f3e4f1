/// A part of a call as one event tells it.
struct ToolCallPart: Equatable {
    /// Which call it belongs to; some servers leave it out.
    var index: Int?
    /// Only in a call's first part.
    var id: String?
    /// Only in a call's first part.
    var name: String?
    /// To be added to what came before.
    var arguments = ""
}
