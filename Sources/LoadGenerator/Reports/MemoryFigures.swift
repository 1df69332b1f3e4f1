/// Resident memory of the server before and after the connections were made.
public struct MemoryFigures: Sendable, Equatable {
    public var beforeKiB: Int
    public var afterKiB: Int
    public var connections: Int

    public init(beforeKiB: Int, afterKiB: Int, connections: Int) {
        self.beforeKiB = beforeKiB
        self.afterKiB = afterKiB
        self.connections = connections
    }

    public var kibPerConnection: Double { connections > 0 ? Double(afterKiB - beforeKiB) / Double(connections) : 0 }
}
