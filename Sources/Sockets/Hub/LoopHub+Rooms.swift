import Wire

extension LoopHub {
    func join(_ connection: Connection, group: String) {
        let room = rooms[group] ?? makeRoom(group, endpoint: connection.endpoint)
        connection.room = room
        connection.memberIndex = room.add(connection)
    }

    func leave(_ connection: Connection) {
        guard let room = connection.room else { return }
        room.remove(at: connection.memberIndex)
        connection.room = nil
        connection.memberIndex = -1
        guard room.isEmpty else { return }
        rooms[room.group] = nil
        directory.removed(room.group, loop: index)
    }

    func close(user: String?, in group: String, code: CloseCode, reason: String) {
        // All of them first: whoever closes leaves the room.
        let members = rooms[group]?.members.map { $0.connection.takeUnretainedValue() } ?? []
        for connection in members where user == nil || connection.session?.userID == user { connection.close(code, reason: reason) }
    }

    private func makeRoom(_ group: String, endpoint: EndpointLoop) -> LoopRoom {
        let room = LoopRoom(group: group, endpoint: endpoint)
        rooms[group] = room
        directory.added(group, loop: index)
        return room
    }
}
