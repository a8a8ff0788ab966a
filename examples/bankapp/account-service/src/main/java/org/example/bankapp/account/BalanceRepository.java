package org.example.bankapp.account;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class BalanceRepository {
    private final JdbcClient database;

    BalanceRepository(JdbcClient database) {
        this.database = database;
    }

    Optional<Balance> find(String account) {
        return database.sql("select account, amount, currency from balance where account = :account")
                .param("account", account)
                .query(Balance.class)
                .optional();
    }
}
