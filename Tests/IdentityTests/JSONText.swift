import Foundation

/// A part of a JSON document, kept as JSON.
indirect enum JSONText: Codable {
    case text(String)
    case list([JSONText])
    case members([String: JSONText])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONText].self) {
            self = .list(list)
        } else {
            self = .members(try container.decode([String: JSONText].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .members(let members): try container.encode(members)
        }
    }

    /// The document again; empty when it cannot be written.
    var bytes: [UInt8] {
        Array((try? JSONEncoder().encode(self)) ?? Data())
    }
}
