/** The way from an office's own area down into the areas in it, and back. */
import { tick } from 'svelte';
import { type AreaLevel, type AreaStep, levelInside } from './told_numbers';

export class AreaWalk {
  #deeper = $state.raw<readonly AreaStep[]>([]);

  constructor(private readonly own: AreaStep) {}

  get step(): AreaStep {
    return this.#deeper.at(-1) ?? this.own;
  }

  get inside(): AreaLevel | undefined {
    return levelInside(this.step.level);
  }

  get isDeeper(): boolean {
    return this.#deeper.length > 0;
  }

  readonly back = (): void => this.#go(this.#deeper.slice(0, -1));

  readonly open = (area: string): void => {
    if (this.inside) this.#go([...this.#deeper, { level: this.inside, area }]);
  };

  /** Who reads by ear begins at the title of what was opened. */
  #go(to: readonly AreaStep[]): void {
    this.#deeper = to;
    void tick().then(() => document.querySelector('h1')?.focus({ preventScroll: true }));
  }
}
