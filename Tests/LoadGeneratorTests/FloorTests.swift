import Testing

@testable import LoadGenerator

@Suite("Floor")
struct FloorTests {
    @Test("the frame of 256 bytes is 260 long")
    func frame() {
        let frame = FloorPlan().frame
        #expect(frame.count == 260)
        #expect(frame.prefix(4) == [0x81, 126, 1, 0])
    }

    @Test("the reader understands what the writer tells it", arguments: [nil, 3] as [Int?])
    func order(cpu: Int?) {
        let order = FloorOrder(port: 4_000, subscribers: 7, descriptor: 5, cpu: cpu)
        #expect(FloorOrder(parsing: order.argument) == order)
    }

    @Test("what is no order is refused", arguments: ["", "1,2,3", "1,2,3,4,5", "x,2,3,-", "70000,1,1,-"])
    func badOrder(text: String) {
        #expect(FloorOrder(parsing: text) == nil)
    }

    @Test("counters are shared by everybody who maps the page")
    func counters() throws {
        let writer = try FloorCounters()
        #expect(writer.bytesRead == 0)
        writer.addRead(260)
        writer.addRead(40)
        writer.setReaderTime(77)
        #expect(writer.bytesRead == 300)
        #expect(writer.readerTime == 77)
    }

    @Test("plans out of bounds are refused")
    func bounds() {
        for change in [{ $0.subscribers = 0 }, { $0.messageBytes = 125 }, { $0.window = 0 }, { $0.durationSeconds = 0 }]
            as [(inout FloorPlan) -> Void]
        {
            var plan = FloorPlan()
            change(&plan)
            #expect(throws: LoadError.self) { try plan.validate() }
        }
    }
}
