import HTTPTypes
import Wire

extension JSONReader {
    /// Reads the object here member by member.
    ///
    /// - Parameters:
    ///   - name: what is told to be no object; without it that is a `JSONError`.
    ///   - member: reads the value of one member; must skip those that it does not know.
    /// - Throws: ``HTTPRefusal`` 400 when a member comes twice, what `member` throws, or `JSONError`.
    mutating func readObject(_ name: String? = nil, member: (String, inout JSONReader) throws -> Void) throws {
        var seen: Set<String> = []
        do throws(JSONError) {
            try beginObject()
        } catch {
            guard error.code == .wrongType, let name else { throw error }
            throw HTTPRefusal.malformed("\(name) must be an object")
        }
        while let name = try nextMember()?.string() {
            // Readers disagree on which of two counts.
            guard seen.insert(name).inserted else { throw HTTPRefusal.malformed("a member comes twice in the body") }
            try member(name, &self)
        }
    }

    /// The value here as it stands, whatever it is: one JSON text.
    ///
    /// - Parameters:
    ///   - name: how the member is called.
    ///   - levels: how many arrays and objects more than here stand around it in the answers and frames that show it: those must
    ///     not nest deeper than ``JSONReader/maximumDepth``.
    /// - Throws: ``HTTPRefusal`` 400 that names the member, or `JSONError`.
    mutating func readJSON(_ name: String, within levels: Int) throws -> String {
        do throws(JSONError) {
            return try readRaw(within: levels).string()
        } catch {
            switch error.code {
            case .tooDeep: throw HTTPRefusal.malformed("\(name) nests too deep")
            case .invalidUTF8: throw HTTPRefusal.malformed("\(name) must be UTF-8")
            default: throw error
            }
        }
    }
}
