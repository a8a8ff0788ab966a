package org.example.bankapp.account;

import java.math.BigDecimal;

/** What an account holds. */
public record Balance(String account, BigDecimal amount, String currency) {}
