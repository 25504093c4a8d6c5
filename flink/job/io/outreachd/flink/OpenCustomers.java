package io.outreachd.flink;

import io.outreachd.engine.Worker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The customers in native memory, within a bound: whoever was not asked for longest is written and closed first. Before a
 * checkpoint all that changed are written, and stay.
 */
final class OpenCustomers {
    /** What the operator does for them. */
    interface Shelf {
        /** Opens whom the key of the moment names. */
        OpenCustomer open(String name) throws Exception;

        /** Writes one, whatever the key of the moment is, which stays. */
        void write(OpenCustomer customer) throws Exception;
    }

    private final Map<String, OpenCustomer> open = new LinkedHashMap<>(1 << 10, 0.75f, true);
    private final List<OpenCustomer> dirty = new ArrayList<>();
    private final Shelf shelf;
    private final long limit;
    private long bytes;

    /** @param limit in bytes */
    OpenCustomers(Shelf shelf, long limit) {
        this.shelf = shelf;
        this.limit = limit;
    }

    int count() {
        return open.size();
    }

    long bytes() {
        return bytes;
    }

    /** The customer whom the key of the moment names. */
    OpenCustomer get(String name) throws Exception {
        OpenCustomer customer = open.get(name);
        if (customer != null) return customer;
        // While one is opened they may change already, but do not count yet.
        long others = bytes;
        customer = shelf.open(name);
        open.put(name, customer);
        bytes = others + customer.bytes;
        return customer;
    }

    /** Notes that one has changed, and takes so many bytes now. */
    void change(OpenCustomer customer, long now) {
        bytes += now - customer.bytes;
        customer.bytes = now;
        if (customer.isDirty) return;
        customer.isDirty = true;
        dirty.add(customer);
    }

    /** Writes whoever has changed. */
    void write() throws Exception {
        for (OpenCustomer customer : dirty) if (customer.isDirty) write(customer);
        dirty.clear();
    }

    private void write(OpenCustomer customer) throws Exception {
        shelf.write(customer);
        customer.isDirty = false;
    }

    /** Makes room, if there are too many; the one named last stays. */
    void shrink() throws Exception {
        if (bytes <= limit) return;
        Iterator<OpenCustomer> eldest = open.values().iterator();
        while (bytes > limit && open.size() > 1) {
            OpenCustomer customer = eldest.next();
            if (customer.isDirty) write(customer);
            eldest.remove();
            close(customer);
        }
        // Those that were written by the way are left out now and then.
        if (dirty.size() > 2 * open.size() + 1000) dirty.removeIf(customer -> !customer.isDirty);
    }

    /** Writes and closes all. */
    void writeAndClose() throws Exception {
        write();
        close();
    }

    /** Closes all, written or not. */
    void close() {
        open.values().forEach(this::close);
        open.clear();
        dirty.clear();
    }

    private void close(OpenCustomer customer) {
        bytes -= customer.bytes;
        Worker.close(customer.handle);
    }
}
