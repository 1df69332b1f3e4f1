/// Why a text is not the JSON object that it should be.
enum JSONSyntaxError: Error, Equatable, Sendable {
    /// Not a JSON text with an object at its top (RFC 8259), or not UTF-8.
    case invalid
    /// Two members of one object have the same name: readers disagree about which one counts.
    case duplicateMember
    /// Nested deeper than ``JSONParser/maximumDepth``.
    case tooDeep
    /// An object has more than ``JSONParser/maximumMembers`` members.
    case tooManyMembers
}
