import Testing
import Wire

/// Seeded, so that a failure comes again.
@Suite("Fuzz: the frames of an execution's socket")
struct AgentFuzzTests {
    private static let frames = [
        #"{"type":"cancel","reason":"h\u00e9llo \ud83d\ude00 \"x\"\n","id":"c-1"}"#,
        #"{"type":"get_status","id":"s-1","x":{"a":[1,-2.5e+10,true,false,null,"z"]}}"#,
        #"{"id":null,"type":"refresh","token":"eyJ.eyJ.sig"}"#, #"{"type":"ping","y":[[[[]]],{"":{}}]}"#,
    ]

    @Test("no prefix of a frame is a frame, whatever lies behind it")
    func prefixes() {
        for frame in Self.frames {
            Array(frame.utf8).withUnsafeBytes { whole in
                let accepted = (0..<whole.count).filter { count in
                    (try? AgentRequest.decode(UnsafeRawBufferPointer(rebasing: whole[..<count]))) != nil
                }
                #expect(accepted.isEmpty)
                #expect((try? AgentRequest.decode(whole)) != nil)
            }
        }
    }

    @Test(
        "mangled frames are decoded or refused with a label of the closed set, and what is accepted was JSON",
        arguments: [1, 2, 3] as [UInt64])
    func mangled(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var accepted = 0
        var refused: Set<String> = []
        var wrong: [[UInt8]] = []
        for _ in 0..<3_000 {
            let bytes = Self.mangled(using: &generator)
            switch Self.decode(bytes) {
            case .success(let request):
                accepted += 1
                if check(bytes) != nil || request.id.map({ $0.isEmpty || $0.unicodeScalars.count > 64 }) ?? false { wrong.append(bytes) }
            case .failure(let error):
                refused.insert(error.type)
                if error.message.isEmpty || check(AgentFrames.error(id: error.id, code: error.code, message: error.message)) != nil {
                    wrong.append(bytes)
                }
            }
        }
        #expect(wrong.isEmpty)
        #expect(refused.isSubset(of: Set(AgentClientFrame.types)) && refused.contains("other") && refused.contains("refresh"))
        // A fuzzer whose inputs never pass tests only the first check.
        #expect(accepted > 60)
    }

    @Test("every event is one JSON value, whatever texts and numbers it has", arguments: [4, 5] as [UInt64])
    func written(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            let event = ExecutionEvent(seq: .random(in: .min ... .max, using: &generator), Self.content(using: &generator))
            let frame = AgentFrames.event(event, of: Self.text(using: &generator))
            guard check(frame) != nil else { continue }
            Issue.record("\(event) is written as \(String(decoding: frame, as: UTF8.self))")
        }
    }

    private static func decode(_ bytes: [UInt8]) -> Result<AgentRequest, FrameError> {
        bytes.withUnsafeBytes { buffer in
            do throws(FrameError) {
                return .success(try AgentRequest.decode(buffer))
            } catch {
                return .failure(error)
            }
        }
    }

    private static func content(using generator: inout SeededGenerator) -> ExecutionEvent.Content {
        let number = Int.random(in: .min ... .max, using: &generator)
        let percentage = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            return .update(
                ExecutionUpdate(
                    status: .running, attempt: number, worker: text(using: &generator), reason: text(using: &generator),
                    atMilliseconds: Int64(number)))
        case 1:
            return .progress(ExecutionProgress(percentage: percentage, message: text(using: &generator), step: number, steps: number))
        case 2:
            return .output(index: number, delta: text(using: &generator))
        default:
            var execution = Execution.failed
            execution.costUSD = percentage
            execution.labels = [ExecutionLabel(name: text(using: &generator), value: text(using: &generator))]
            execution.error = ExecutionFailure(code: .internal, message: text(using: &generator))
            return .failed(execution)
        }
    }

    /// Up to 12 scalars, half of them those that JSON escapes.
    private static func text(using generator: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            let isEscaped = Bool.random(using: &generator)
            let value = UInt32.random(in: 0...(isEscaped ? 0x7F : 0x10FFFF), using: &generator)
            if let scalar = Unicode.Scalar(isEscaped && value > 0x60 ? 0x22 : value) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    private static func mangled(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(frames[Int.random(in: 0..<frames.count, using: &generator)].utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: position)
            default: bytes.remove(at: position)
            }
        }
        return bytes
    }
}
