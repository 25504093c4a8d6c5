import Glibc

/// The clients of the server, with their descriptors: what the thread of the server works on.
struct ConnectionPool {
    private struct Client {
        var descriptor: Int32
        var number: UInt64
        var conversation: Conversation
    }

    private var clients: [Client] = []
    private var count: UInt64 = 0
    /// No descriptors were left: nobody is let in before this.
    private var closedUntil: Int64 = 0
    /// Whether somebody may wait to be let in.
    private var someoneWaits = false
    private var buffer = [UInt8](repeating: 0, count: 1 << 14)
    private let limits: ControlServer.Limits
    private let outbox: Outbox
    private let handler: ControlServer.Handler

    init(limits: ControlServer.Limits, outbox: Outbox, handler: @escaping ControlServer.Handler) {
        self.limits = limits
        self.outbox = outbox
        self.handler = handler
    }

    /// Waits until there is something to do, and does it.
    mutating func poll(wakePipe: Int32, listener: Int32) {
        let start = monotonicMilliseconds()
        let mayEnter = clients.count < limits.clients && start >= closedUntil
        // A pool is looked through often, so that who only stands there makes room.
        someoneWaits = clients.count >= limits.clients
        var polled = [
            pollfd(fd: wakePipe, events: Int16(POLLIN), revents: 0),
            pollfd(fd: listener, events: mayEnter ? Int16(POLLIN) : 0, revents: 0),
        ]
        for client in clients {
            let events = client.conversation.wantsToRead ? POLLIN : client.conversation.unsent != nil ? POLLOUT : 0
            polled.append(pollfd(fd: client.descriptor, events: Int16(events), revents: 0))
        }
        var deadline = clients.compactMap(\.conversation.expires).min() ?? .max
        if closedUntil > start { deadline = min(deadline, closedUntil) }
        if someoneWaits { deadline = min(deadline, start + limits.patienceInACrowd) }
        let wait = Int32(clamping: max(0, min(deadline - start, 60_000)))
        let ready = Glibc.poll(&polled, nfds_t(polled.count), wait)

        let now = monotonicMilliseconds()
        if ready > 0 {
            // From the back, so that one who leaves moves nobody who is still to be looked at.
            for place in clients.indices.reversed() where polled[2 + place].revents != 0 {
                serve(place, Int32(polled[2 + place].revents), now: now)
            }
            if polled[1].revents & Int16(POLLIN) != 0 { letIn(listener, now: now) }
        }
        sendAwayTheSlow(now: now)
    }

    /// Hands out the answers that are ready.
    mutating func deliver() {
        let now = monotonicMilliseconds()
        for (number, line) in outbox.take() {
            guard let place = clients.firstIndex(where: { $0.number == number }) else {
                outbox.isDone(number)
                continue
            }
            clients[place].conversation.answer(line, now: now)
            write(place, now: now)
        }
    }

    mutating func hangUpAll() {
        for client in clients { close(client.descriptor) }
        clients = []
    }

    // MARK: One client

    private mutating func serve(_ place: Int, _ events: Int32, now: Int64) {
        if clients[place].conversation.wantsToRead, events & POLLIN != 0 {
            let count = read(clients[place].descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { return }
            guard count > 0 else { return hangUp(place) }
            act(clients[place].conversation.received(buffer[..<count]), place)
        } else if clients[place].conversation.unsent != nil, events & POLLOUT != 0 {
            write(place, now: now)
        } else if events & (POLLHUP | POLLERR | POLLNVAL) != 0 {
            hangUp(place)
        }
    }

    private mutating func write(_ place: Int, now: Int64) {
        guard let unsent = clients[place].conversation.unsent else { return }
        let descriptor = clients[place].descriptor
        let count = unsent.withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        if count < 0 {
            if errno != EINTR, errno != EAGAIN { hangUp(place) }
            return
        }
        let action = clients[place].conversation.sent(count, now: now)
        if clients[place].conversation.unsent == nil { outbox.isDone(clients[place].number) }
        act(action, place)
    }

    private mutating func act(_ action: Conversation.Action, _ place: Int) {
        switch action {
        case .wait: break
        case .hangUp: hangUp(place)
        // In a pool everybody has one turn.
        case .ask where someoneWaits && clients[place].conversation.isServed: hangUp(place)
        case .ask(let line): handler(line, Reply(conversation: clients[place].number, outbox: outbox))
        }
    }

    private mutating func hangUp(_ place: Int) {
        close(clients[place].descriptor)
        outbox.isDone(clients[place].number)
        clients.remove(at: place)
    }

    // MARK: Coming and going

    private mutating func letIn(_ listener: Int32, now: Int64) {
        while clients.count < limits.clients {
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0 {
                switch errno {
                case EINTR, ECONNABORTED: continue
                case EMFILE, ENFILE, ENOBUFS, ENOMEM: closedUntil = now + 1_000
                default: break
                }
                return
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            count += 1
            clients.append(
                Client(descriptor: descriptor, number: count, conversation: Conversation(limits: limits, now: now)))
        }
    }

    private mutating func sendAwayTheSlow(now: Int64) {
        for place in clients.indices.reversed() {
            let conversation = clients[place].conversation
            guard let expires = conversation.expires else { continue }
            // In a pool who says nothing has to go soon, and who does not read what it asked for a little later.
            let patience = conversation.wantsToRead ? limits.patienceInACrowd : 5 * limits.patienceInACrowd
            let isInTheWay = someoneWaits && now >= conversation.since + patience
            if now >= expires || isInTheWay { hangUp(place) }
        }
    }
}

private func monotonicMilliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}
