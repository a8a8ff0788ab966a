package org.example.bankapp.account;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest
@AutoConfigureMockMvc
class BalanceTest {
    @TempDir
    static Path credentials;

    @Autowired
    private MockMvc service;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) throws IOException {
        Files.writeString(credentials.resolve("username"), "app");
        Files.writeString(credentials.resolve("password"), "secret");
        properties.add("database.url", () -> "jdbc:h2:mem:balance;MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
        properties.add("database.credentials", credentials::toString);
    }

    @Test
    void isReadFromTheDatabase() throws Exception {
        service.perform(get("/api/account/balance"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.account").value("demo"))
                .andExpect(jsonPath("$.amount").value(1000.00))
                .andExpect(jsonPath("$.currency").value("EUR"));
    }

    @Test
    void ofAnAccountThatDoesNotExistIsNotFound() throws Exception {
        service.perform(get("/api/account/balance").param("account", "nobody")).andExpect(status().isNotFound());
    }

    @Test
    void probesAnswer() throws Exception {
        service.perform(get("/actuator/health/readiness")).andExpect(status().isOk());
        service.perform(get("/actuator/health/liveness")).andExpect(status().isOk());
    }

    @Test
    void nothingElseOfTheActuatorIsExposed() throws Exception {
        service.perform(get("/actuator/env")).andExpect(status().isNotFound());
    }
}
