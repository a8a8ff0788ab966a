import { CurrencyPipe } from "@angular/common";
import { HttpClient } from "@angular/common/http";
import { Component, inject, signal } from "@angular/core";
import { type Balance, balanceUrl } from "./balance";

@Component({
  selector: "app-root",
  imports: [CurrencyPipe],
  template: `
    <h1>Your account</h1>
    @if (balance(); as known) {
      <p class="balance">{{ known.amount | currency: known.currency }}</p>
    } @else if (failed()) {
      <p role="alert">The balance is not available now.</p>
    } @else {
      <p>One moment…</p>
    }
  `,
})
export class App {
  protected readonly balance = signal<Balance | undefined>(undefined);
  protected readonly failed = signal(false);

  constructor() {
    inject(HttpClient)
      .get<Balance>(balanceUrl)
      .subscribe({
        next: (balance) => this.balance.set(balance),
        error: () => this.failed.set(true),
      });
  }
}
