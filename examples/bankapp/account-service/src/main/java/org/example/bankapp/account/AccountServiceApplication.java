package org.example.bankapp.account;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class AccountServiceApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(AccountServiceApplication.class, arguments);
    }
}
