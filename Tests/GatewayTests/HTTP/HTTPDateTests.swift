import Synchronization
import Testing

@testable import Gateway

@Suite("The field Date")
struct HTTPDateTests {
    @Test(
        "has the form that HTTP asks for",
        arguments: [(784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT")])
    func form(second: Int64, text: String) {
        #expect(HTTPDate(now: { second }).text == text)
    }

    @Test("goes on with the time")
    func goesOn() {
        let now = Mutex<Int64>(951_827_696)
        let date = HTTPDate { now.withLock { $0 } }
        #expect(date.text == "Tue, 29 Feb 2000 12:34:56 GMT")
        #expect(date.text == "Tue, 29 Feb 2000 12:34:56 GMT")
        now.withLock { $0 += 1 }
        #expect(date.text == "Tue, 29 Feb 2000 12:34:57 GMT")
    }
}
