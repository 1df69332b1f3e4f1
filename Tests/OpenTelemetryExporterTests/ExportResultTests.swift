import Testing

@testable import OpenTelemetryExporter

@Suite("Judging answers")
struct ExportResultTests {
    private func result(_ response: OTLPResponse) -> ExportResult {
        ExportResult(response, unixSeconds: 0)
    }

    @Test("an empty answer is a success", arguments: [200, 202, 204])
    func success(_ status: Int) {
        #expect(result(OTLPResponse(status: status)) == ExportResult(outcome: .ok))
        // partial_success is there and says nothing.
        #expect(result(OTLPResponse(status: status, body: [0x0A, 0x00])) == ExportResult(outcome: .ok))
    }

    @Test("429, 502, 503 and 504 may be tried again, after the time that the collector names", arguments: [429, 502, 503, 504])
    func transient(_ status: Int) {
        let plain = result(OTLPResponse(status: status))
        #expect(plain == ExportResult(outcome: .unavailable, reason: "the collector answered \(status)"))
        #expect(result(OTLPResponse(status: status, retryAfter: "3")).retryAfter == 3_000_000_000)
        #expect(result(OTLPResponse(status: status, retryAfter: "301")).retryAfter == 300_000_000_000)
        #expect(result(OTLPResponse(status: status, retryAfter: "99999999999999999999999999")).retryAfter == 300_000_000_000)
        #expect(plain.outcome.isTransient)
    }

    @Test("no other status is tried again", arguments: [100, 300, 301, 307, 400, 401, 403, 404, 408, 413, 500, 501, 505, 599])
    func permanent(_ status: Int) {
        let result = result(OTLPResponse(status: status, retryAfter: "3"))
        #expect(result == ExportResult(outcome: .rejected, reason: "the collector answered \(status)"))
        #expect(!result.outcome.isTransient)
    }

    @Test("rejected points are a partial success with the collector's reason")
    func partial() {
        // partial_success (field 1): rejected_data_points (1) = 3, error_message (2) = "too old".
        let body: [UInt8] = [0x0A, 11, 0x08, 3, 0x12, 7] + Array("too old".utf8)
        #expect(
            result(OTLPResponse(status: 200, body: body)) == ExportResult(outcome: .partial, rejectedPoints: 3, reason: "too old"))
    }

    @Test("a message without rejected points is a warning beside a success")
    func warning() {
        let body: [UInt8] = [0x0A, 6, 0x12, 4] + Array("slow".utf8)
        #expect(result(OTLPResponse(status: 200, body: body)) == ExportResult(outcome: .ok, reason: "slow"))
    }

    @Test("a negative number of rejected points counts as none")
    func negative() {
        // -1 as a varint of ten bytes.
        let body: [UInt8] = [0x0A, 11, 0x08] + Array(repeating: 0xFF, count: 9) + [0x01]
        #expect(result(OTLPResponse(status: 200, body: body)) == ExportResult(outcome: .ok))
    }

    @Test(
        "a page, or bytes that break off, show that nobody there speaks OTLP",
        arguments: [Array("<!doctype html><p>Welcome".utf8), [0x0A, 0x05, 0x08], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF]] as [[UInt8]])
    func foreign(_ body: [UInt8]) {
        let result = result(OTLPResponse(status: 200, contentType: "text/html", body: body))
        #expect(result == ExportResult(outcome: .rejected, reason: "the answer is not one of OTLP; the endpoint may be wrong"))
    }

    @Test("a collector that answers in JSON has accepted the metrics")
    func json() {
        let response = OTLPResponse(
            status: 200, contentType: "application/json; charset=utf-8", body: Array("{\"partialSuccess\":{}}".utf8))
        #expect(result(response) == ExportResult(outcome: .ok))
    }

    @Test("an answer that is too long is a failure, as the protocol wants it; an error that is too long is still that error")
    func long() {
        let body = [UInt8](repeating: 0, count: OTLPResponse.bodyLimit)
        let accepted = result(OTLPResponse(status: 200, body: body, isBodyCut: true))
        #expect(accepted == ExportResult(outcome: .rejected, reason: "the answer is longer than 65536 bytes"))
        #expect(result(OTLPResponse(status: 503, body: body, isBodyCut: true)).outcome == .unavailable)
    }

    @Test("the reason of a refusal is the message of its status, or the text of a proxy, on one short line")
    func reasons() {
        // google.rpc.Status: code (1) = 3, message (2).
        let status: [UInt8] = [0x08, 3, 0x12, 8] + Array("bad\r\nunit".utf8.prefix(8))
        let protobuf = result(OTLPResponse(status: 400, contentType: "application/x-protobuf", body: status))
        #expect(protobuf.reason == "the collector answered 400: bad uni")
        let text = result(OTLPResponse(status: 401, contentType: "text/plain", body: Array("  no\n\ttoken\u{1B}[31m \n".utf8)))
        #expect(text.reason == "the collector answered 401: no token [31m")
        let long = result(OTLPResponse(status: 400, contentType: "text/plain", body: [UInt8](repeating: 0x78, count: 5_000)))
        #expect(long.reason == "the collector answered 400: " + String(repeating: "x", count: 300) + "…")
        let page = result(OTLPResponse(status: 404, contentType: "text/html", body: Array("<html>".utf8)))
        #expect(page.reason == "the collector answered 404")
        let broken = result(OTLPResponse(status: 400, contentType: "application/x-protobuf", body: [0x12, 0x50]))
        #expect(broken.reason == "the collector answered 400")
    }
}
