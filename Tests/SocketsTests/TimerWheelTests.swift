import Testing

@testable import Sockets

@Suite("The wheel of due times")
struct TimerWheelTests {
    @Test("brings an entry up at its tick and once")
    func due() {
        var wheel = TimerWheel()
        let entry = TimerWheel.Entry(slot: 3, generation: 1)
        wheel.schedule(entry, at: 5)
        for tick in 1...600 as ClosedRange<UInt32> {
            #expect(wheel.advance() == (tick == 5 ? [entry] : []))
        }
    }

    @Test("brings an entry beyond its span up early, to be scheduled again")
    func far() {
        var wheel = TimerWheel()
        wheel.schedule(.init(slot: 1, generation: 0), at: 100_000)
        var ticks: UInt32 = 0
        while wheel.advance().isEmpty { ticks += 1 }
        #expect(ticks < TimerWheel.span)
    }

    @Test("brings a time that has passed up at the next tick")
    func past() {
        var wheel = TimerWheel()
        for _ in 0..<10 { _ = wheel.advance() }
        wheel.schedule(.init(slot: 1, generation: 0), at: 2)
        #expect(wheel.advance().count == 1)
    }
}
