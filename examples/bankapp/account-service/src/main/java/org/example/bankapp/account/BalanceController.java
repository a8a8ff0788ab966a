package org.example.bankapp.account;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who may see which account is left to an identity provider, which this example does not have. */
@RestController
class BalanceController {
    private final BalanceRepository balances;

    BalanceController(BalanceRepository balances) {
        this.balances = balances;
    }

    @GetMapping("/api/account/balance")
    ResponseEntity<Balance> balance(@RequestParam(defaultValue = "demo") String account) {
        return ResponseEntity.of(balances.find(account));
    }
}
