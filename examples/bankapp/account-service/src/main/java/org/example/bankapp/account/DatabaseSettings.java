package org.example.bankapp.account;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the database is.
 *
 * @param url JDBC address
 * @param credentials folder with the files {@code username} and {@code password}
 */
@ConfigurationProperties("database")
record DatabaseSettings(String url, Path credentials) {}
