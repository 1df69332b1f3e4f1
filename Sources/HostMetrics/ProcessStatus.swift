/// The fields of `/proc/self/stat` that we show.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>
struct ProcessStatus: Equatable {
    var threads: Int
    /// Clock ticks after boot.
    var startTicks: Int
    /// Bytes.
    var virtualMemory: Int
    /// Pages.
    var residentPages: Int

    /// Reads the file's one line. The second field is the program's name in parentheses, which may hold spaces and
    /// parentheses itself: fields are counted from the last closing one.
    init?(parsing line: String) {
        guard let end = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: end)...].split(whereSeparator: \.isWhitespace)
        func field(_ number: Int) -> Int? {
            // The first field after the name is number 3.
            fields.indices.contains(number - 3) ? Int(fields[number - 3]) : nil
        }
        guard let threads = field(20), let startTicks = field(22), let virtualMemory = field(23),
            let residentPages = field(24)
        else { return nil }
        self.threads = threads
        self.startTicks = startTicks
        self.virtualMemory = virtualMemory
        self.residentPages = residentPages
    }
}
