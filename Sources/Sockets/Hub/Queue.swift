/// First in, first out, both in constant time on average.
package struct Queue<Element> {
    private var elements: [Element?] = []
    private var head = 0

    package init() {}

    package var isEmpty: Bool { head == elements.count }
    package var count: Int { elements.count - head }
    /// The one that comes out next.
    package var first: Element? { isEmpty ? nil : elements[head] }

    package mutating func append(_ element: Element) {
        elements.append(element)
    }

    package mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer { compact() }
        defer { head += 1 }
        let element = elements[head]
        elements[head] = nil
        return element
    }

    /// Gives back what was taken, once that is half of it.
    private mutating func compact() {
        if head == elements.count {
            elements = []
            head = 0
        } else if head >= 64, head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
    }
}
