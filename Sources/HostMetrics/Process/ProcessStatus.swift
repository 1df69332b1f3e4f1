/// The fields of `/proc/self/stat` that we show.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>
struct ProcessStatus: Equatable {
    var threads: UInt64
    /// Clock ticks after boot.
    var startTicks: UInt64
    /// Bytes.
    var virtualMemory: UInt64
    /// Pages.
    var residentPages: UInt64

    /// Reads the file's one line. The second field is the program's name in parentheses, which may hold spaces and
    /// parentheses itself: fields are counted from the last closing one.
    ///
    /// - Throws: ``HostFileError`` if a field is missing or no number.
    init(parsing lines: inout LineScanner) throws(HostFileError) {
        guard let end = lines.lastIndex(of: UInt8(ascii: ")"), in: lines.line) else { throw lines.malformed }
        lines.goOn(behind: end)
        // The first field behind the name is number 3.
        lines.skipFields(17)
        threads = try lines.needNumber()
        lines.skipFields(1)
        startTicks = try lines.needNumber()
        virtualMemory = try lines.needNumber()
        residentPages = try lines.needNumber()
    }
}
