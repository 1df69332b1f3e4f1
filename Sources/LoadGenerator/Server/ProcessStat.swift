/// The fields of `/proc/PID/stat` that a run needs (proc_pid_stat(5)).
struct ProcessStat: Equatable {
    let parent: Int32
    let userTicks: UInt64
    let systemTicks: UInt64

    /// - Parameter text: the file. The command's name, in parentheses, may hold blanks and parentheses itself.
    init?(parsing text: String) {
        guard let end = text.lastIndex(of: ")") else { return nil }
        // After the name: state, parent, … user time is the 12th, system time the 13th.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let parent = Int32(fields[1]), let user = UInt64(fields[11]), let system = UInt64(fields[12])
        else { return nil }
        self.parent = parent
        userTicks = user
        systemTicks = system
    }
}
