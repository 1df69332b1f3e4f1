/// What the floor's writer tells its reader on the command line.
public struct FloorOrder: Sendable, Equatable {
    let port: UInt16
    let subscribers: Int
    /// Of the shared page, inherited.
    let descriptor: Int32
    let cpu: Int?

    init(port: UInt16, subscribers: Int, descriptor: Int32, cpu: Int?) {
        self.port = port
        self.subscribers = subscribers
        self.descriptor = descriptor
        self.cpu = cpu
    }

    /// Reads ``argument``.
    public init?(parsing text: String) {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == 4, let port = UInt16(fields[0]), let subscribers = Int(fields[1]), let descriptor = Int32(fields[2])
        else { return nil }
        self.init(port: port, subscribers: subscribers, descriptor: descriptor, cpu: Int(fields[3]))
    }

    /// As one word.
    public var argument: String { "\(port),\(subscribers),\(descriptor),\(cpu.map(String.init) ?? "-")" }
}
