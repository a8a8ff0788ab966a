package org.example.bankapp.account;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Opens connections with the user name and password that files hold at that moment: a password that is rotated while the
 * service runs is the password of the next connection.
 */
class CredentialFilesDataSource extends AbstractDataSource {
    private final DatabaseSettings settings;

    CredentialFilesDataSource(DatabaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(read("username"), read("password"));
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return DriverManager.getConnection(settings.url(), username, password);
    }

    private String read(String file) throws SQLException {
        try {
            return Files.readString(settings.credentials().resolve(file)).strip();
        } catch (IOException error) {
            throw new SQLException("No " + file + " in " + settings.credentials(), error);
        }
    }
}
