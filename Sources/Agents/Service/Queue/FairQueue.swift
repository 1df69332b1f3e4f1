import Essentials

/// The executions that wait, served round robin by owner; of one owner the oldest first.
///
/// Who takes names the agents that it can run. Served is the owner who was served longest ago among those who have something
/// waiting for one of them; who comes new, or comes back, stands behind all who wait. So nobody starves, and of several owners
/// with a backlog each gets the same share, however much the others ask for.
///
/// A value without a clock. What it does costs a search in the owners or in one owner's line, and moving part of it.
struct FairQueue: Sendable {
    /// A place in an owner's line of one agent.
    private struct Place {
        /// Ascending in each line; below zero for what was put in front.
        var order: Int64
        var id: String
    }

    /// An owner who waits, as the ring of an agent has it.
    private struct Seat {
        /// Ascending in each ring.
        var turn: Int64
        var owner: ExactText
    }

    private struct Owner {
        /// The smallest one is served next.
        var turn: Int64
        /// By agent; none is empty.
        var lines: [String: [Place]] = [:]
    }

    private var owners: [ExactText: Owner] = [:]
    /// By agent, the owners with a line of it in the order of their turns; none is empty.
    private var rings: [String: [Seat]] = [:]
    private var waiting: [String: (ticket: Ticket, order: Int64)] = [:]
    private var lastTurn: Int64 = 0
    private var lastOrder: Int64 = 0
    private var firstOrder: Int64 = 0

    /// How many wait.
    var count: Int { waiting.count }

    /// Puts an execution at the end of its owner's line, or in front of it. One that waits already stays where it is.
    mutating func add(_ ticket: Ticket, inFront: Bool = false) {
        guard waiting[ticket.id] == nil else { return }
        let order = nextOrder(inFront: inFront)
        waiting[ticket.id] = (ticket, order)
        if owners[ticket.owner] == nil { owners[ticket.owner] = Owner(turn: nextTurn()) }
        if owners[ticket.owner]?.lines[ticket.agent] == nil, let turn = owners[ticket.owner]?.turn {
            let seat = rings[ticket.agent].map { $0.partitioningIndex { $0.turn >= turn } } ?? 0
            rings[ticket.agent, default: []].insert(Seat(turn: turn, owner: ticket.owner), at: seat)
        }
        let place = Place(order: order, id: ticket.id)
        if inFront {
            owners[ticket.owner]?.lines[ticket.agent, default: []].insert(place, at: 0)
        } else {
            owners[ticket.owner]?.lines[ticket.agent, default: []].append(place)
        }
    }

    /// Takes an execution out, wherever it stands: it was cancelled.
    mutating func remove(_ id: String) {
        guard let (ticket, order) = waiting.removeValue(forKey: id) else { return }
        guard let line = owners[ticket.owner]?.lines[ticket.agent] else { return }
        let index = line.partitioningIndex { $0.order >= order }
        if line.count > 1 {
            owners[ticket.owner]?.lines[ticket.agent]?.remove(at: index)
        } else {
            leaveRing(ticket)
            owners[ticket.owner]?.lines[ticket.agent] = nil
            if owners[ticket.owner]?.lines.isEmpty == true { owners[ticket.owner] = nil }
        }
    }

    /// Takes the next execution of one of these agents out; its owner goes to the end of the round.
    mutating func take(_ agents: Set<String>) -> Ticket? {
        guard let owner = nextOwner(agents), let lines = owners[owner]?.lines else { return nil }
        let heads = lines.compactMap { agent, line in agents.contains(agent) ? line.first : nil }
        guard let head = heads.min(by: { $0.order < $1.order }), let ticket = waiting[head.id]?.ticket else { return nil }
        remove(head.id)
        moveToEnd(owner)
        return ticket
    }

    private func nextOwner(_ agents: Set<String>) -> ExactText? {
        let heads =
            rings.count < agents.count
            ? rings.compactMap { agent, ring in agents.contains(agent) ? ring.first : nil }
            : agents.compactMap { rings[$0]?.first }
        return heads.min { $0.turn < $1.turn }?.owner
    }

    private mutating func moveToEnd(_ owner: ExactText) {
        guard let agents = owners[owner]?.lines.keys.map(\.self) else { return }
        for agent in agents { leaveRing(Ticket(id: "", agent: agent, owner: owner)) }
        let turn = nextTurn()
        owners[owner]?.turn = turn
        for agent in agents { rings[agent, default: []].append(Seat(turn: turn, owner: owner)) }
    }

    private mutating func leaveRing(_ ticket: Ticket) {
        guard let turn = owners[ticket.owner]?.turn, let ring = rings[ticket.agent] else { return }
        if ring.count > 1 {
            rings[ticket.agent]?.remove(at: ring.partitioningIndex { $0.turn >= turn })
        } else {
            rings[ticket.agent] = nil
        }
    }

    private mutating func nextTurn() -> Int64 {
        lastTurn += 1
        return lastTurn
    }

    private mutating func nextOrder(inFront: Bool) -> Int64 {
        if inFront {
            firstOrder -= 1
            return firstOrder
        }
        lastOrder += 1
        return lastOrder
    }
}
