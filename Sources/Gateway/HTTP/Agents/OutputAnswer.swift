import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// What an execution came to, as a document of its own: text where it is a text, else JSON, unless the client prefers the other.
struct OutputAnswer {
    /// The forms that it can have.
    enum Form: String, CaseIterable {
        case text
        case json

        var contentType: String {
            switch self {
            case .text: "text/plain; charset=utf-8"
            case .json: "application/json; charset=utf-8"
            }
        }
    }

    let form: Form
    let bytes: [UInt8]

    /// - Parameters:
    ///   - form: what the query asks for, which wins over `accept`.
    ///   - accept: the fields `Accept`.
    /// - Throws: ``HTTPRefusal`` 409 while the execution is not over, 404 when nothing came of it.
    init(_ execution: Execution, form: Form?, accept: [String]) throws(HTTPRefusal) {
        guard execution.status.isFinal else {
            throw HTTPRefusal(.conflict, .conflict, "the execution is \(execution.status.rawValue): it has no output yet")
        }
        guard let output = execution.output else {
            throw HTTPRefusal(.notFound, .notFound, "the execution is \(execution.status.rawValue) and has no output")
        }
        let text = String(textOfJSON: output)
        self.form = form ?? Self.preferred(accept) ?? (text == nil ? .json : .text)
        bytes = Array((self.form == .text ? text ?? output : output).utf8)
    }

    var response: Response {
        let fields: HTTPFields = [
            .contentType: form.contentType, .contentLength: String(bytes.count), .vary: "Accept", .xContentTypeOptions: "nosniff",
        ]
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The form that `Accept` prefers; nil when both are as welcome (RFC 9110, section 12.5.1).
    private static func preferred(_ accept: [String]) -> Form? {
        let ranges = accept.flatMap { $0.split(separator: ",") }.map { range in (MediaType(range).name, quality(range)) }
        func weight(of names: [String]) -> Double {
            names.lazy.compactMap { name in ranges.first { $0.0 == name }?.1 }.first ?? 0
        }
        let text = weight(of: ["text/plain", "text/*", "*/*"])
        let json = weight(of: ["application/json", "application/*", "*/*"])
        return text == json ? nil : text > json ? .text : .json
    }

    private static func quality(_ range: Substring) -> Double {
        HeaderParameters(String(range))?["q"].flatMap { Double($0) } ?? 1
    }
}
