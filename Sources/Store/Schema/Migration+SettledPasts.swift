import GRDB

extension Migration {
    /// To version 8: events leave when they are settled.
    static var settledPasts: Migration {
        Migration { db, _ in
            try db.execute(
                sql: """
                    -- When the oldest of the customer's events came that is not settled; NULL: all are.
                    ALTER TABLE customers ADD COLUMN unsettled_s INTEGER;
                    ALTER TABLE customers ADD COLUMN unsettled_ns INTEGER;
                    UPDATE customers SET (unsettled_s, unsettled_ns) =
                      (SELECT arrived_s, arrived_ns FROM arrivals WHERE arrivals.customer = customers.customer
                       ORDER BY arrived_s, arrived_ns LIMIT 1);
                    CREATE INDEX customers_unsettled ON customers (unsettled_s, unsettled_ns)
                      WHERE unsettled_s IS NOT NULL;
                    """)
        }
    }
}
