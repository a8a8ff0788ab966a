/**
 * Tells a refused request whether waiting may help. The real provider repeats a call for minutes while the service
 * says "not yet"; here nothing takes time, so a refusal can only end by another request.
 */
export class Traffic {
  private readonly waiting = new Set<Waiter>();

  /** @param patience milliseconds without any request after which none is under way */
  constructor(private readonly patience: number) {}

  /** A request came in. */
  arrived(): void {
    for (const waiter of this.waiting) {
      waiter.timer.refresh();
    }
  }

  /** The world changed: what was refused may be accepted now. */
  changed(): void {
    for (const waiter of [...this.waiting]) {
      this.release(waiter, true);
    }
  }

  /** Resolves to true after the next change of the world, to false when none is to be expected. */
  nextChange(): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        resolve,
        timer: setTimeout(() => {
          this.release(waiter, false);
        }, this.patience),
      };
      this.waiting.add(waiter);
    });
  }

  /** Nothing will change any more. */
  close(): void {
    for (const waiter of [...this.waiting]) {
      this.release(waiter, false);
    }
  }

  private release(waiter: Waiter, changed: boolean): void {
    clearTimeout(waiter.timer);
    this.waiting.delete(waiter);
    waiter.resolve(changed);
  }
}

interface Waiter {
  readonly resolve: (changed: boolean) => void;
  readonly timer: NodeJS.Timeout;
}
