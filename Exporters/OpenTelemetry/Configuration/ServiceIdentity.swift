import Foundation
import Glibc

/// Who pushes: what the resource attributes say unless the environment says otherwise.
public struct ServiceIdentity: Sendable, Hashable {
    /// The attribute `service.name`, which Prometheus calls `job`.
    public var name: String

    /// The attribute `service.version`; nil leaves it out.
    public var version: String?

    /// The attribute `service.instance.id`, which Prometheus calls `instance`. It must differ between processes that run at
    /// the same time.
    public var instance: String

    /// The attribute `host.name`; nil leaves it out.
    public var host: String?

    /// - Parameters:
    ///   - name: `telltale` by default.
    ///   - version: of the program.
    ///   - instance: a random UUID by default, as the conventions recommend.
    ///   - host: the machine's name by default.
    public init(
        name: String = "telltale", version: String? = nil, instance: String = UUID().uuidString.lowercased(),
        host: String? = ServiceIdentity.machineName
    ) {
        self.name = name
        self.version = version
        self.instance = instance
        self.host = host
    }

    /// The machine's name as the kernel has it, without asking a name server; nil if it has none.
    public static var machineName: String? {
        var name = [CChar](repeating: 0, count: 256)
        let status = gethostname(&name, name.count - 1)
        let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return status == 0 && !text.isEmpty ? text : nil
    }
}
