/// Why a file of the kernel could not be used.
struct HostFileError: Error, Equatable, CustomStringConvertible {
    enum Code: Equatable {
        /// It is there, but reading failed with this `errno`.
        case unreadable(Int32)
        /// It is longer than ``HostFile/limit``.
        case tooLarge
        /// It has more rows than ``KeptRows/limit``.
        case tooManyRows
        /// A line does not look as documented.
        case malformed(line: Int)
    }

    let code: Code
    let path: String

    var description: String {
        switch code {
        case .unreadable(let number): "\(path) cannot be read: error \(number)"
        case .tooLarge: "\(path) is longer than \(HostFile.limit) bytes"
        case .tooManyRows: "\(path) has too many rows"
        case .malformed(let line): "\(path) is not as documented in line \(line)"
        }
    }
}
