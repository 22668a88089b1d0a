// The screen kept on, as long as that is wished and the page is looked at.
export class Awake {
  constructor(wanted, said) {
    Object.assign(this, { wanted, said, wished: true, lock: null });
  }

  async hold() {
    if (!this.wished || this.lock || !("wakeLock" in navigator)) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      // The page may have been hidden while the phone was asked.
      if (!this.wished || !this.wanted() || this.lock) return lock.release();
      this.lock = lock;
      // A phone whose battery runs low takes it back.
      lock.addEventListener("release", () => {
        if (this.lock !== lock) return;
        this.lock = null;
        if (this.wanted() && this.wished) this.said("asleep");
      });
    } catch {
      if (this.wanted()) this.said("awake_failed");
    }
  }

  release() {
    const { lock } = this;
    this.lock = null;
    lock?.release();
  }
}
