import { provideHttpClient } from "@angular/common/http";
import { HttpTestingController, provideHttpClientTesting } from "@angular/common/http/testing";
import { type ComponentFixture, TestBed } from "@angular/core/testing";
import { App } from "./app";
import { balanceUrl } from "./balance";

describe("the application", () => {
  let page: ComponentFixture<App>;
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    page = TestBed.createComponent(App);
    server = TestBed.inject(HttpTestingController);
  });
  afterEach(() => server.verify());

  async function text(): Promise<string> {
    await page.whenStable();
    return (page.nativeElement as HTMLElement).textContent ?? "";
  }

  it("shows the balance", async () => {
    server.expectOne(balanceUrl).flush({ account: "demo", amount: 1000, currency: "EUR" });
    expect(await text()).toContain("€1,000.00");
  });

  it("says so when the balance is not available", async () => {
    server.expectOne(balanceUrl).flush("", { status: 503, statusText: "Service Unavailable" });
    expect(await text()).toContain("not available");
  });
});
