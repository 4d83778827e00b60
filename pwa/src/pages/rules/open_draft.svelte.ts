/** The draft of a rubric at a desk: read with its ETag, kept where it still stands so, and published once. */

import type { PhaseRubric } from '../../coaching/phase_assessment/phase_rubric';
import type { ApiAnswer, Json, OfficeApi } from '../../core/types';
import type { SayFault } from '../desk/told_records';
import { words as w } from './words.id';

export type RubricDraft = PhaseRubric & { readonly year: number; readonly source: string };

export interface KnownPolicy {
  readonly name: string;
  readonly version: string;
  readonly year: number;
  readonly source: string;
  /** Null: it came with the server. */
  readonly published_at: string | null;
}

export interface DraftFault {
  readonly pointer: string;
  readonly detail: string;
}

interface ToldDraft {
  readonly version: string;
  readonly draft: RubricDraft | null;
  readonly faults: readonly DraftFault[];
  readonly saved_at: string | null;
}

const NAME = 'phase_rubric';
const PATH = `/v1/policy-drafts/${NAME}`;

export class OpenDraft {
  /** The newest last. */
  versions = $state.raw<readonly KnownPolicy[]>([]);
  told = $state.raw<ToldDraft | undefined>();
  /** What is typed; undefined: nothing differs from what is kept. */
  typed = $state.raw<RubricDraft | undefined>();
  error = $state<string | undefined>();
  said = $state<string | undefined>();
  busy = $state(false);
  #etag = '';

  constructor(
    private readonly api: OfficeApi,
    private readonly fault: SayFault,
  ) {}

  get draft(): RubricDraft | undefined {
    return this.typed ?? this.told?.draft ?? undefined;
  }

  async read(): Promise<void> {
    this.typed = undefined;
    const [known, draft] = await Promise.all([
      this.api.get<readonly KnownPolicy[]>('/v1/policies'),
      this.api.get<ToldDraft>(PATH),
    ]);
    this.error = this.fault(known) ?? this.fault(draft);
    if (known.is === 'answer') this.versions = known.body.filter(({ name }) => name === NAME);
    if (draft.is === 'answer') [this.told, this.#etag] = [draft.body, draft.etag ?? ''];
  }

  readonly whole = (version: string): Promise<ApiAnswer<RubricDraft>> =>
    this.api.get(`/v1/policies/${NAME}?version=${encodeURIComponent(version)}`);

  change(parts: Partial<RubricDraft>): void {
    if (this.draft) this.typed = { ...this.draft, ...parts };
  }

  /** Null throws it away. Whether it was kept. */
  async keep(draft: RubricDraft | null): Promise<boolean> {
    const came = await this.#asked(this.api.put<ToldDraft>(PATH, { draft } as unknown as Json, this.#etag));
    if (came.is !== 'answer') return false;
    [this.told, this.#etag, this.typed] = [came.body, came.etag ?? '', undefined];
    this.said = draft === null ? w.dropped : came.body.faults.length ? w.savedFaulty : w.saved;
    return true;
  }

  /** For ever. Whether it is published. */
  async publish(): Promise<boolean> {
    const came = await this.#asked(this.api.post<KnownPolicy>(PATH, {}, this.#etag));
    if (came.is !== 'answer') return false;
    await this.read();
    this.said = w.done(came.body.version);
    return true;
  }

  async #asked<T>(asking: Promise<ApiAnswer<T>>): Promise<ApiAnswer<T>> {
    [this.busy, this.said] = [true, undefined];
    const came = await asking;
    this.busy = false;
    this.error = came.is === 'problem' && came.problem.status === 412 ? w.elsewhere : this.fault(came);
    return came;
  }
}
