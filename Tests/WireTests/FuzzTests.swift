import Testing
import Wire

/// Seeded, so that a failure comes again; each text lies before bytes that would complete it, so that a read beyond the end
/// turns a refusal into an acceptance.
@Suite("Fuzz")
struct FuzzTests {
    private static let frames = [
        #"{"type":"message","id":"c-1","content":"h\u00e9llo \ud83d\ude00 \"x\"\n","respond":false,"reply_to":"m1","attachments":[]}"#,
        #"{"type":"history","before":123456789,"limit":50,"x":{"a":[1,-2.5e+10,true,false,null,"z"]}}"#,
        #"{"type":"message","content":"","attachments":["u1","u2"],"reply_to":null,"id":"a"}"#,
        #"{"type":"reaction","message_id":"m1","emoji":"\u2764\ufe0f","op":"remove","id":"r-1"}"#,
        #"{"type":"edit","message_id":"m1","content":"new \ud83d\ude00","id":"e-1"}"#,
        #"{"type":"typing","typing":true,"y":[[[[]]],{"":{}}]}"#,
        #"{"type":"history","from":"2024-02-29T12:34:56.789Z","to":"2024-02-29T12:34:57Z","step_ms":1000,"id":"h"}"#,
    ]

    @Test("no prefix of a frame is a frame, whatever lies behind it")
    func prefixes() {
        for frame in Self.frames {
            Array(frame.utf8).withUnsafeBytes { whole in
                let accepted = (0..<whole.count).filter { count in
                    let prefix = UnsafeRawBufferPointer(rebasing: whole[..<count])
                    return (try? ChatRequest.decode(prefix)) != nil || (try? DashboardRequest.decode(prefix)) != nil
                }
                #expect(accepted.isEmpty)
            }
        }
    }

    @Test("mangled frames are decoded or refused, and what is accepted was JSON", arguments: [1, 2, 3, 4] as [UInt64])
    func mangled(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var accepted = 0
        var wrong: [[UInt8]] = []
        for _ in 0..<2_000 {
            var bytes = Array(Self.frames[Int.random(in: 0..<Self.frames.count, using: &generator)].utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                Self.mangle(&bytes, using: &generator)
            }
            let chat = bytes.withUnsafeBytes { try? ChatRequest.decode($0) }
            let dashboard = bytes.withUnsafeBytes { try? DashboardRequest.decode($0) }
            guard chat != nil || dashboard != nil else { continue }
            accepted += 1
            if check(bytes) != nil { wrong.append(bytes) }
        }
        #expect(wrong.isEmpty)
        // A fuzzer whose inputs never pass tests only the first check.
        #expect(accepted > 40)
    }

    @Test("random bytes and random JSON characters never pass for more than they are", arguments: [5, 6] as [UInt64])
    func noise(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var accepted = 0
        var wrong: [[UInt8]] = []
        let alphabet = Array(#"{}[]":,\u0123dD8e+-.truefalsn "#.utf8)
        for round in 0..<10_000 {
            let count = Int.random(in: 0...24, using: &generator)
            let bytes = (0..<count).map { _ in
                round.isMultiple(of: 2)
                    ? UInt8.random(in: 0...255, using: &generator) : alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            // A value is as good inside an array as alone, and none of these is a frame.
            let good = check(bytes) == nil
            if good, check([UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")]) != nil { wrong.append(bytes) }
            if bytes.withUnsafeBytes({ try? ChatRequest.decode($0) }) != nil { wrong.append(bytes) }
            if good { accepted += 1 }
        }
        #expect(wrong.isEmpty)
        #expect(accepted > 10)
    }

    private static func mangle(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let position = Int.random(in: 0..<max(1, bytes.count), using: &generator)
        guard position < bytes.count else { return }
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.remove(at: position)
        case 3: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: position)
        default:
            let end = min(bytes.count, position + Int.random(in: 1...8, using: &generator))
            bytes.append(contentsOf: bytes[position..<end])
            bytes.removeSubrange(position..<end)
        }
    }
}
