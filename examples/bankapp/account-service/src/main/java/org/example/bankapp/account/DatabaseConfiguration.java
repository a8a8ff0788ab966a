package org.example.bankapp.account;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    @Bean
    DataSource dataSource(DatabaseSettings settings) {
        var pool = new HikariConfig();
        pool.setDataSource(new CredentialFilesDataSource(settings));
        pool.setMaximumPoolSize(5);
        pool.setConnectionTimeout(Duration.ofSeconds(2).toMillis());
        return new HikariDataSource(pool);
    }
}
