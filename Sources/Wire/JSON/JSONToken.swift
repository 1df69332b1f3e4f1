/// One value of a JSON text, checked but not decoded.
///
/// Lets a decoder collect an object's members in whatever order they come and judge them afterwards.
public enum JSONToken {
    /// A string.
    case string(JSONText)
    /// A number, as written.
    case number(JSONText)
    /// `true` or `false`.
    case bool(Bool)
    /// `null`.
    case null
    /// An array, as written.
    case array(JSONElements)
    /// An object and how many members it has.
    case object(count: Int)
}
