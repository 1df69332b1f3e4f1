import ChannelLayer
import Chat
import ChatTestSupport
import Synchronization
import Testing
import Wire

@Suite("Uploading")
struct UploadReceivingTests {
    @Test("stores the file, then notes it, then says so")
    func stored() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource("hello", length: 5)).get()
        let expected = UploadRecord(
            id: record.id, conversationID: "den", userID: "ada", fileName: "notes.txt", contentType: "text/plain", size: 5,
            sha256: String(repeating: "0", count: 63) + "5", createdAtMilliseconds: 1_700_000_000_000)
        #expect(record == expected)
        #expect(fixture.files.contents == [record.id: Array("hello".utf8)])
        #expect(try await fixture.store.upload(record.id) == record)
        #expect(fixture.ended("stored") == 1)
    }

    @Test("tells the room of its begin and its end")
    func announced() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource("hello", length: 5)).get()
        let head = #"{"type":"upload_progress","upload_id":"\#(record.id)","file_name":"notes.txt","received_bytes":"#
        #expect(
            fixture.receiver.texts == [
                head + #"0,"total_bytes":5,"percent":0,"status":"receiving"}"#,
                head + #"5,"total_bytes":5,"percent":100,"status":"complete"}"#,
            ])
        #expect(fixture.receiver.events.allSatisfy { $0.group == "chat_den" && $0.seq == nil })
    }

    @Test("of a length that is not known beforehand has a percentage at its end only")
    func unknownLength() async throws {
        let fixture = try await UploadFixture()
        _ = try await fixture.receive(ListedSource("hello")).get()
        #expect(fixture.receiver.texts.first?.contains("total_bytes") == false)
        #expect(fixture.receiver.texts.last?.hasSuffix(#""received_bytes":5,"total_bytes":5,"percent":100,"status":"complete"}"#) == true)
    }

    @Test("of a length that is known only at most has the share of that, and its length at the end")
    func boundedLength() async throws {
        let fixture = try await UploadFixture()
        var source = ListedSource([[1], [2], [3]].map { [UInt8](repeating: 0x61, count: $0[0]) })
        source.longestLength = 8
        source.beforePiece = { [clock = fixture.clock] in clock.advance(seconds: 0.1) }
        let record = try await fixture.receive(source).get()
        let head = #"{"type":"upload_progress","upload_id":"\#(record.id)","file_name":"notes.txt","received_bytes":"#
        #expect(
            fixture.receiver.texts == [
                head + #"0,"percent":0,"status":"receiving"}"#, head + #"1,"percent":12,"status":"receiving"}"#,
                head + #"3,"percent":37,"status":"receiving"}"#, head + #"6,"percent":75,"status":"receiving"}"#,
                head + #"6,"total_bytes":6,"percent":100,"status":"complete"}"#,
            ])
    }

    @Test("tells the room at most ten times a second how far it has come")
    func throttled() async throws {
        let fixture = try await UploadFixture()
        var source = ListedSource([[UInt8]](repeating: Array("0123456789".utf8), count: 200), length: 2_000)
        source.beforePiece = { [clock = fixture.clock] in clock.advance(seconds: 0.01) }
        _ = try await fixture.receive(source).get()
        // Two seconds of pieces: one frame at the begin, one each tenth of a second, one at the end.
        #expect(fixture.statuses.count == 22)
        #expect(fixture.statuses.last == "complete")
    }

    @Test("of nothing is a text without a letter")
    func empty() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource([], length: 0)).get()
        #expect(record.size == 0)
        #expect(record.contentType == "text/plain")
        #expect(fixture.files.contents == [record.id: []])
    }

    @Test(
        "keeps every byte in order, however it is cut",
        arguments: [(5_000, 1), (5_000, 7), (10_000, 4_095), (10_000, 4_096), (10_000, 4_097), (300_000, 131_072), (300_000, 300_000)])
    func pieces(count: Int, size: Int) async throws {
        let fixture = try await UploadFixture()
        let content = Array([[UInt8]](repeating: Array("abcdefghijklmnopqrstuvw".utf8), count: 1 + count / 23).joined().prefix(count))
        let pieces = stride(from: 0, to: content.count, by: size).map { Array(content[$0..<min($0 + size, content.count)]) }
        let record = try await fixture.receive(ListedSource(pieces, length: Int64(count))).get()
        #expect(fixture.files.contents[record.id] == content)
    }

    @Test("takes the type from the content and not from the name")
    func type() async throws {
        let fixture = try await UploadFixture()
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]
        #expect(try await fixture.receive(ListedSource([png], name: "a.txt")).get().contentType == "image/png")
    }

    /// A cut is tried at every byte near the begin, and at random ones beyond, in pieces of random sizes.
    @Test("that is cut off leaves nothing, wherever that happens")
    func cut() async throws {
        let fixture = try await UploadFixture()
        var random = SeededGenerator(seed: 4)
        let content = [UInt8](repeating: UInt8(ascii: "x"), count: 300_000)
        let cuts = Array(0...64) + (0..<60).map { _ in Int.random(in: 0..<content.count, using: &random) }
        for cut in cuts {
            fixture.receiver.clear()
            var source = ListedSource([], length: Bool.random(using: &random) ? Int64(content.count) : nil)
            var position = 0
            while position < cut {
                let end = min(cut, position + Int.random(in: 1...70_000, using: &random))
                source.pieces.append(Array(content[position..<end]))
                position = end
            }
            source.isCut = true
            guard case .failure(let error) = await fixture.receive(source) else {
                Issue.record("cut at \(cut), and stored")
                continue
            }
            #expect(error is ListedSource.Gone)
            #expect(fixture.isClean, "cut at \(cut)")
            #expect(fixture.statuses.last == "cancelled")
            #expect(!fixture.statuses.contains("complete"))
        }
        #expect(fixture.ended("cancelled") == Double(cuts.count))
        #expect(try await fixture.store.uploadedBytes(of: "ada") == 0)
    }

    @Test("that ends before its announced length counts as cut off")
    func short() async throws {
        let fixture = try await UploadFixture()
        guard case .failure(let error) = await fixture.receive(ListedSource("hell", length: 5)) else {
            Issue.record("stored")
            return
        }
        #expect(!(error is UploadError))
        #expect(fixture.isClean)
        #expect(fixture.statuses == ["receiving", "cancelled"])
    }
}
