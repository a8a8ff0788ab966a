package org.example.bankapp.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFilesDataSourceTest {
    @TempDir
    private Path credentials;

    private CredentialFilesDataSource dataSource;

    @BeforeEach
    void writeFirstPassword() throws Exception {
        Files.writeString(credentials.resolve("username"), "app\n");
        Files.writeString(credentials.resolve("password"), "first");
        var url = "jdbc:h2:mem:" + credentials.getFileName() + ";DB_CLOSE_DELAY=-1";
        dataSource = new CredentialFilesDataSource(new DatabaseSettings(url, credentials));
    }

    @Test
    void aRotatedPasswordIsThatOfTheNextConnection() throws Exception {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter user app set password 'second'");
        }
        assertThatThrownBy(dataSource::getConnection).isInstanceOf(SQLException.class);

        Files.writeString(credentials.resolve("password"), "second");
        try (var connection = dataSource.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Files.delete(credentials.resolve("password"));
        assertThatThrownBy(dataSource::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("No password in " + credentials);
    }
}
