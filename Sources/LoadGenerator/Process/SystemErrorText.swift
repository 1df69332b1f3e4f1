import Glibc

/// The meaning of an `errno` value, as strerror(3) gives it.
enum SystemErrorText {
    static func text(_ number: Int32) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }
}
